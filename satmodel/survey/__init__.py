"""What was asked, and who answered: the doors for data, the scale, the design, the additive sums."""
