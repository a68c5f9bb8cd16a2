"""Taking the memory along, bringing it in, and back: dialogs that lead through it."""
