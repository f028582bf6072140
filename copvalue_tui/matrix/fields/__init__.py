"""The fields of a value.

table: the table of a value's fields: name, title, parser, words, merging, combining; add a field
    here
typed: parse input for a field, with a message if it is not valid
indicator: an indicator on one line, in words, and compared with its target
"""
