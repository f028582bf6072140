"""Floor 1: other formats as values of the matrix.

registry: the formats, recognised by the text or the file ending; a new one is a module in `formats`
imported: what an import gives, and how it becomes part of a matrix
delimited: text with tabs, commas or semicolons as rows of cells
pipes: tables drawn with signs in plain text
people: who answered what: a file is one person's, in the table of a form a row is, or each author
gathering: many people's answers as one matrix
plain: lists and tables, such as JSON has, as the matrix's own types
sources: from the bytes of a file to its values: format, encoding, limits
archives: office documents as archives, and whether it is safe to open them
structure/: what in a text or a table says where its values belong
formats/: one module a format
lines: plain text as items: lines, table cells, wrapped lines
marks: take list marks (`matrix.text.bullets`) from the beginning of a line; headings, rules, bold
"""
