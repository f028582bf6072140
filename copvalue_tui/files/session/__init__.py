"""The session file: read TOML text as a matrix, write a matrix as TOML.

read: text to `Matrix`: validate, collect every error
write: `Matrix` to text: change only the lines that differ, and read the result back
save: save a matrix to its file, if the text reads back as the same matrix
patch: make the next text of a file, table by table
document: cut a session file into tables with the comments that belong to them
cells: write values and the arrays of cells; each value keeps its lines and comments
align: match new rows and entries to old ones, so that comments follow
watch: follow a file that others change; collect the matrices of a folder
field_reader: validate one field of a table
keys: the keys of each table of the format: names, order, forms; the JSON Schema made from them
findings: where each finding of the checks stands in the file: its path and line
merge_text: write a merge as text, with conflict marks and remarks
merge_remarks: find comments and unknown keys that a merge must keep
templates: the templates for new files
templates/: their texts
"""
