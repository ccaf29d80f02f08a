"""Sayso: explainer sites in which nothing stands without its source."""

__version__ = "0.1.0"
