"""The texts a file had before, so that what a save took out comes back with its value.

history: each earlier text, told by how it differs from the next
rewrite: the next text: one the file had before, or with what comes back as it was
memory: what is remembered of the open file while a session goes on
lost_blocks: find the lines of values and rows that come back
"""
