"""The arithmetic of comparisons that every method shares."""
