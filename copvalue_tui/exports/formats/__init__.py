"""The formats of an export: each module is one, under its own name, and has an `EXPORTER`.

table: plain-text table, wrapped to a width
outline: indented outline, for pipes, mail and screen readers
"""
