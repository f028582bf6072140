"""The difference between two matrices.

pairing: match the values of two matrices; the numbers of cells; the new position of a place
matching: match the entries of two lists: equal, reworded, or by their neighbours; match the rows
    of two matrices
changes: the values, cells, rows and facts that differ
words: describe changes in sentences, for minutes, merges and files that others change; all
    differences, one a line, for `copvalue diff`
"""
