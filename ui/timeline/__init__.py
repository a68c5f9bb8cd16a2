"""The list of everything remembered, and the page around it."""
