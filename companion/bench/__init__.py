"""Speed, measured against a baseline in the same run, so that a busy machine slows both."""
