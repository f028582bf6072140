"""Floor 0: values and pure functions; standard library only, no files, no clock, no chance.

values: the data model: `Matrix`, `Row`, `Value`, `Place`, all frozen; `ById`, a cache key by
    identity
vocabulary: tables of statuses (marks, claims, verdicts), evidence levels, priorities, value cycles
edits: add, reword, delete, move, copy, merge values; park and place them; add, rename, move rows
details: set any field of the values at some places; step priority, count votes
fields/: the table of a value’s fields, asked by reading, writing, showing and merging
cursor: move the cursor: next value, next cell, next row, never outside the matrix
filters: which values a filter shows; parse a typed filter such as `status:at-risk owner:core
    overdue`
shared_value: link values of members and organizations under a theme; what matches, what waits
review_walk: the walk of a review: which value is next, which verdicts were given
folds: what a gathering may have counted wrongly as one value: keep it or split it
review_summary: the record of a review for the file, and its summary in words
balance: coverage and counts by cell, status and value cycle
portfolio: compare many matrices: coverage, shared themes, likely duplicates
text/: text of people: normalize, search, sanitize, measure, wrap
dates/: parse and show dates
diff/: which rows and values of two matrices belong together, and what changed
merge/: three-way merge, value by value
checks/: what `check` and the balance page report as missing or doubtful
"""
