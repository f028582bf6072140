"""Commands and the keys that run them.

command: the `@command` decorator: key, title, help, footer word, `why_not`
keymap: which key runs what in which pane; the person's own keys; clashes
layouts: keyboards of other scripts, and presets of keys
key_sheet: the keys of where one is, on one page
key_table: all keys as help pages and as KEYS.md
runner: runs a command on the state and holds the next one
preconditions: the `why_not` sentences that commands share
palette: what the command palette lists: groups, last used first
host: what a command may ask of the terminal: questions, lists, pages, saving
"""
