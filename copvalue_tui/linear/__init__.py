"""Floor 3: the editor as numbered plain lines, for screen readers, braille, slow lines and pipes.

start: open a session, read commands line by line, and end it, by a signal too
words: every command in the order of the help, and the answer to a line
wordbook: what a command is, and how a typed word finds one
reading: commands that read
changing: commands that change values
review: commands of a review
filing: commands for rows, facts and files, and `do`, which reaches all others
session: the open session: runs commands of the editor, saves, says what became of it
host: questions and their answers
lines: lines of input, and what is no line: too long, not UTF-8, the end
numbers: numbers and names by which people call values, rows and cells
wording: how values, cells, rows, pages and messages are said, for all of the commands
"""
