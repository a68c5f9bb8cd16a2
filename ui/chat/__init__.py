"""The conversation: messages, composer, and the notes behind each reply."""
