"""The difference between two matrices.

pairing: which row and value of one matrix is which of the other
compare: which rows, cells and values differ
changes: count the changes for one sentence
follower: where a place is after a change, so that the cursor and marks stay on their values
words: the changes as sentences, for minutes and the timeline
"""
