"""What asks or is read: Textual's modal screens over the matrix, which stays in view.

dialog: what dialogs share: keys in, one answer; their lines and their place
text_field: the line that is typed, on Textual's Input
confirm: ask before a step that changes more than one value
prompt: ask for one line of text; complete paths
chooser: choose from a list, on Textual's OptionList; the command palette
option_lines: the columns of a list
help_screen: the help pages
page_screen: read a page, go from stop to stop
page_lines: the blocks of a page: tables, facts, sentences
"""
