"""A review of the values, one by one.

scope: which values a review visits, and in which order
begin: start or resume a review
walking: go on, give a verdict, undo one
actions: next steps: note them, mark them as done
record: end a review: attendance, record in the file, minutes
folds: look over the doubtful folds of a gathering, one by one
notes: a review as the journal keeps it, to resume after a crash
"""
