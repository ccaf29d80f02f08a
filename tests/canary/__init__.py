"""A hostile pull request, what it must never find, and the workflow that receives it."""
