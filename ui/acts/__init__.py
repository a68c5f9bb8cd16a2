"""What can be done with memories: the actions, and the dialogs that ask what is meant."""
