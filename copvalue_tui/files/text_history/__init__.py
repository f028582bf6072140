"""The earlier texts of a file, so that a restored value looks as it did before.

history: the earlier texts, each stored as its difference to the next; those of the open file
lost_blocks: find the old lines of restored values and rows; make the next text with them
"""
