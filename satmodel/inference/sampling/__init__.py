"""The respondents of a driver analysis, and the replicates of their design."""
