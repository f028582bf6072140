"""The session file: TOML text to matrix and back.

read: text to `Matrix`: validate, collect every error
write: `Matrix` to text: change only the lines that changed, prove it by reading back
save: save a matrix over its file, only what reads back as the same matrix
patch: the next text of a file, table by table
document: cut a session file into tables with the comments that belong to them
cells: write values and the arrays of cells, each value with its own lines and comments
align: which old row or entry a new one has its lines from, so that comments follow
watch: look at a file again and again: did it change? collect the matrices of a folder
field_reader: validate one field of a table
keys: the keys of each table of the format: names, order, forms
findings: the findings of `copvalue check`, each with its path and line
merge_text: a merge as text, with conflict marks and remarks
merge_remarks: comments and unknown keys that a merge has to keep
templates: the templates for new files
templates/: their texts
schema: the JSON Schema of session files, made of the tables of keys
"""
