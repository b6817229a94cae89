"""Whole sentences with named placeholders, one folder a language."""
