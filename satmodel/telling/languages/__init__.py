"""Whole sentences with named placeholders, one file a language."""
