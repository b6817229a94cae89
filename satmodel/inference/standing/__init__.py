"""Each unit against the others, a target or its peers; averages of units."""
