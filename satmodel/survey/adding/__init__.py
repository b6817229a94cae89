"""Adding up the answers: in memory, or by one expression on files larger than memory."""
