"""The earlier texts of a file, so that a restored value looks as it did before.

history: the earlier texts, each stored as its difference to the next
rewrite: make the next text: an earlier one, or one with restored values as they were
memory: the earlier texts of the open file
lost_blocks: find the old lines of restored values and rows
"""
