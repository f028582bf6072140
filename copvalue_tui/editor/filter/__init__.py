"""Show a part of the matrix only.

choices: what can be filtered by, with counts
filtered: cursor, grid and messages of a filtered session
"""
