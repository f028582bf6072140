"""What asks or is read: over the screen, gone when there is none.

dialog: what dialogs share: keys in, lines out, one answer
confirm: ask before a step that changes more than one value
dialog_pane: the widget at the foot of the screen
prompt: ask for one line of text; complete paths
chooser: choose from a list; the command palette
help_screen: the help pages
key_sheet_lines: the first of them: keys in columns, and what the marks mean
page_screen: read a page, go from stop to stop
page_lines: the blocks of a page: tables, facts, sentences
"""
