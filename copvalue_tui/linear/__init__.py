"""Floor 3: the editor as numbered plain lines, for screen readers, braille, slow lines and pipes.

start: open a session, read commands line by line, and end it, by a signal too
lines: lines of input, and what is no line: too long, not UTF-8, the end
host: questions and their answers, one line each
session: the open session: runs commands, saves, and says what became of it
numbers: numbers and names by which people call values, rows and cells
wording: values, cells, pages and messages as plain lines
words: the commands and how a typed word finds one
"""
