"""Which ranks units could hold, who may be first, tiers, and whether a ranking is worth publishing."""
