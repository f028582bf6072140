"""Floor 1: the matrix in other formats.

registry: the formats by name and by file ending; a new format is a new module in `formats`
formats/: one module a format
extract: a part of the matrix: one row with what it shares, or only some values
document: what every page for people says, in order, its words made safe
skeletons: charter, description and pitch, to write on from
table: plain-text table, wrapped to a width
outline: indented outline, for pipes, mail and screen readers
value_records: flat records, one a value: CSV, JSON and tables
json_text: a matrix and a value as JSON
minutes: minutes of a review as Markdown
report: the page for a sponsor or a segment
portfolio_text: a portfolio as plain text
"""
