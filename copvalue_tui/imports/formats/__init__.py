"""The formats of an import: each module is one, under its own name, and has an `IMPORTER`.

json: our own export, records, or texts under labels
jsonl: one JSON object a line
docx: Word documents, as the text and the tables in them
xlsx: spreadsheets: XLSX, and XLS and ODS as well
markdown: Markdown and plain outlines: tables and lists under headings
table: tables with tabs, commas or semicolons: spreadsheets, CSV and TSV
bullets: pasted or edited lines as a list of values, bullets and numbers removed
copvalue: our own pages, Word documents and plain outlines, with everything in them
html: HTML: the cells that its tables or headings name, or a list
"""
