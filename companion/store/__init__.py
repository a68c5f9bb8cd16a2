"""Where everything is kept: SQLite is the truth, Chroma an index that can always be made anew."""
