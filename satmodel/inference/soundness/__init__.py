"""What the data's quality, codings and missing opinions leave of a result."""
