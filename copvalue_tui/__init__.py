"""copvalue: a terminal editor for the value matrix of a community of practice.

matrix/: floor 0: the values and the pure functions on them: edit, filter, merge, check
files/: floor 1: TOML, session files, saving safely, the recovery journal, the settings
suggest/: floor 1: suggestion packs, and which suggestions a cell is offered
exports/: floor 1: the matrix in other formats
imports/: floor 1: other formats as values of the matrix
editor/: floor 2: an open session, its state and its commands, without a terminal
tui/: floor 3: the screen, drawn with Textual
linear/: floor 3: the same commands as plain lines, without a screen
cli/: floor 4: the command line, one module a command
resources: the files that come with the package, on disk or in a zip file
__main__: runs `copvalue` for `python -m copvalue_tui`
"""

__version__ = "0.2.0"
