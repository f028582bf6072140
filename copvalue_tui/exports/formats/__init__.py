"""The formats of an export: each module is one, under its own name, and has an `EXPORTER`.

csv: a table of values, one a row
docx: a Word document with the template's table
html: one page that needs nothing else, for screen, phone and paper
json: the session file's own keys
jsonl: one value a line as JSON
md: a table in Markdown, or an outline
pdf: a PDF, the table on one page wherever possible
tsv: as csv, with tabs
txt: a table in plain text, or an outline
xlsx: a workbook: the matrix on one page, the values to filter
"""
