"""The frame around all views of the memory, and what its views have in common."""
