"""What a score costs: assessment points, awards, and who is named."""
