"""How well the write path remembers, measured on dialogues of which the truth is known."""
