"""Memory archives: everything in one file that can be read without Companion, and back again."""
