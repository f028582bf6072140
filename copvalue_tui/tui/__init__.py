"""Floor 3: the terminal, drawn with Textual.

app: the Textual app: choose theme and driver, run, exit status
screen: the main screen: keys and pastes in, states out to the widgets
pointing: what clicks do: go there, Enter, a key at the foot
composition: where each part of the screen is, for the first paint and the widgets
workspace: the widget that holds grid and side panel
host: questions, lists, pages and saving for commands
startup/: first paint before Textual is imported
terminal/: driver, input parser, screen diff, signals
drawing/: styled lines, glyphs, themes
grid/: the matrix on screen
side/: side panel: suggestions, review, timeline
bars/: title bar, footer, status line
dialogs/: prompts, choosers, help, pages
background/: autosave, disk work, finding packs
"""
