"""The desk: a round from its folder to its appendix."""
