"""The side panel, or the strip under the grid.

panel: the widget: suggestions, review or timeline; mouse
panel_lines: suggestions at the side
strip_lines: suggestions in a strip, for narrow terminals
offer_lines: what both have in common
fact_lines: a value and what it carries, line by line
review_lines: the review panel
timeline_lines: the timeline panel
"""
