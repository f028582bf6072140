"""The texts a file had before, so that what a save took out comes back with its value."""
