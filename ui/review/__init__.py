"""The review view: what waits for a decision of its owner."""
