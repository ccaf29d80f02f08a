"""Charts, kept as they are drawn: `cases.py` says what is in each, the `.svg` beside it how it looks."""
