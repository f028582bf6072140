"""Floor 1: the matrix in other formats.

registry: the formats by name and by file ending; a new format is a new module in `formats`
formats/: one module a format
value_records: flat records, one a value: CSV, JSON and tables
minutes: minutes of a review as Markdown
portfolio_text: a portfolio as plain text
"""
