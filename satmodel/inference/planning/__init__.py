"""How many interviews a difference needs, and what holds whatever was not published."""
