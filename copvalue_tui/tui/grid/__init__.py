"""The matrix on screen.

grid: the grid widget: paint, scroll, mouse
layout: columns and rows at a width
cell_layout: lines of the values of a cell at a width
view: scrolling: which lines are visible
lines: the grid as lines
cell_lines: one value: bullet, text, highlights, caret, marks
heads: headings, bands, rules and row names
zoom_lines: one cell alone, large
room_lines: presentation and voting
"""
