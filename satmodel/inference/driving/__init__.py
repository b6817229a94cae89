"""Which items go with the overall answer."""
