"""Composition."""
def composition() -> None:
    """Not yet."""
