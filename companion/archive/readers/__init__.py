"""Readers of what other apps export: each gives values, which are put on the stage in one way."""
