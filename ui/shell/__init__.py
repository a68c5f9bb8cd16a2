"""The window around the conversation: sidebar, banners, undo, status, settings."""
