"""TOML as text: the positions that `tomllib` does not give, and how to write TOML.

parse: parse TOML text to plain tables; turn parser errors into complaints that name the mistake
scan: the positions of statements, array entries and pairs in valid TOML
render: write strings, numbers and arrays as TOML text: strings, quotes, escapes
arrays: edit one array as text: entries with their comments
tables: edit one table as text: look up, set and remove keys
locate: find the line of a path, for error messages
errors: complaints with line and path, and the errors that carry them
limits: size and nesting limits, checked before parsing
"""
