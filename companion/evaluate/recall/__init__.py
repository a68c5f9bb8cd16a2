"""How well memory finds again what was said, measured on dialogues with questions of which the
turns that answer them are known."""
