"""Answers that are missing, and what is done about them."""
