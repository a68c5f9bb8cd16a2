"""One turn of a conversation, end to end."""
