"""The difference between two matrices.

pairing: match the values of two matrices; the numbers of cells
rows: match the rows of two matrices
matching: match the entries of two lists: equal, reworded, or by their neighbours
changes: the values, cells, rows and facts that differ
follower: the new position of a place, so that the cursor and marks stay on their values
words: describe changes in sentences, for minutes, merges and files that others change
differences: all differences, one a line, for `copvalue diff`
"""
