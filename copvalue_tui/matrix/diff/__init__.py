"""The difference between two matrices.

pairing: which value of one matrix is which of the other; the numbers of cells
rows: which row of one matrix is which of the other
matching: which entry of one list is which of another: equal, reworded, or by its neighbours
changes: which values, cells, rows and facts differ
follower: where a place is after a change, so that the cursor and marks stay on their values
words: the changes as sentences: for minutes, for a merge, and for who follows a file
differences: all that differs, one thing a line: for `copvalue diff`
"""
