"""Weights: the population's margins, and fitting the sample to them."""
