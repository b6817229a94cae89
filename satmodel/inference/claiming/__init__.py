"""Sentences of a speech against the numbers."""
