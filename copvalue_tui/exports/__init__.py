"""Floor 1: the matrix in other formats.

table: plain-text table, wrapped to a width
outline: indented outline, for pipes, mail and screen readers
value_records: flat records, one a value: CSV, JSON and tables
minutes: minutes of a review as Markdown
portfolio_text: a portfolio as plain text
"""
