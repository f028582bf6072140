"""Floor 1: other formats as values of the matrix.

registry: the formats, recognised by the text or the file ending; a new one is a module in `formats`
imported: what an import gives, and how it becomes part of a matrix
labels: what names a horizon, an audience or a row, in four languages
placing: collect values under labels, as rows of a matrix
grid: tables whose heads or first column say where the values belong
records: tables with one value a row: exports, sticky notes, forms
delimited: text with tabs, commas or semicolons as rows of cells
plain: lists and tables, such as JSON has, as the matrix's own types
sources: from the bytes of a file to its values: format, encoding, limits
refusal: why something cannot be imported
formats/: one module a format
lines: plain text as items: lines, table cells, wrapped lines
marks: list marks at the beginning of a line or cell
markup: Markdown headings, rules and bold words
"""
