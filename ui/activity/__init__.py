"""The activity view: what sleep did, what it does now, and how to undo it."""
