"""Which differences and changes are real, and how they add up."""
