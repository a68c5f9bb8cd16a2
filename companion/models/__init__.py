"""Which chat models there are, and which fit this machine."""
