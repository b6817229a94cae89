"""Faults of files of claims: told in English as they come."""
