"""The formats of an import: each module is one, under its own name, and has an `IMPORTER`.

json: our own export, records, or texts under labels
jsonl: one JSON object a line
table: tables with tabs, commas or semicolons: spreadsheets, CSV and TSV
bullets: pasted or edited lines as a list of values, bullets and numbers removed
html: HTML as plain text: list items, paragraphs, line breaks, table rows
"""
