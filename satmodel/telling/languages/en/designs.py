"""Sampling designs: sentences about the second stage."""

TERMS = {
    "role.second": "second-stage cluster",
    "role.second_population": "second-stage population",
}
