"""Floor 2: an open session and what a person can do to it; no Textual.

state/: everything the screen shows, as one frozen `State`; undo history
keys/: commands, key bindings, and the runner that executes them
commands/: every command, theme by theme
session/: open, save, reload, recover, follow a file
filter/: show a part of the matrix only
review/: a review: scope, walk, record
timeline/: look back over earlier moments
suggestions/: what the side panel lists and says
pages/: pages to read: balance, shared values, details of a value
"""
