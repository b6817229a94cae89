"""What the estimates support: ranks, gaps, change, contributions, drivers."""
