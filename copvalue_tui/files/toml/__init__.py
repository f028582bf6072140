"""TOML as text: what `tomllib` cannot tell, where things are and how to write them.

parse: parse TOML text to plain tables; turn parser errors into complaints
scan: the positions of statements, array entries and pairs in valid TOML
render: write strings, numbers and arrays as TOML text: strings, quotes, escapes
arrays: edit one array as text: entries with their comments
tables: edit one table as text: look up, set and remove keys
locate: the line of a path, for messages about faults
mistakes: name what a hand-written line got wrong: quotes, spaces, dates, conflicts
errors: complaints with line and path; what it means that a file cannot be read
limits: size and nesting limits, checked before parsing
"""
