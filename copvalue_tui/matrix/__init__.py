"""Floor 0: values and pure functions; standard library only, no files, no clock, no chance."""
