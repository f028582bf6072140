"""Everything the screen shows, as frozen values.

state: `State`, replaced whole and never changed in place
modes: what the keys are for now: browsing, typing, choosing in the panel, presenting, voting
history: undo and redo: steps with the scene before and after
text_line: a line being typed: text, caret, selection, undo, readline keys
filter_view: the matrix through a filter, and the way back to its real places
timeline: known moments, and the one being looked at
review: a review in progress
workshop: what a presentation or voting round shows: slides, votes, ranks
"""
