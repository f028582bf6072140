"""What a value carries, field by field.

table: THE table of a value's fields: name, title, parser, words, merging; add a field here
typed: read what a person types for a field, with a sentence when it means nothing
combine: what several values say together when they become one
"""
