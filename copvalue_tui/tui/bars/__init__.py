"""The lines above and below the grid.

bars: the widgets of title bar, footer and status line
bar_lines: title, tally and message as lines
footer: which keys the footer shows
"""
