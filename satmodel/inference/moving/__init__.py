"""What moved between rounds, and how two surveys of one thing agree."""
