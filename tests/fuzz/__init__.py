"""Coverage-guided fuzzing of what reads strangers' text; see docs/fuzzing.md."""
