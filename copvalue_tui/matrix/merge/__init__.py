"""Three-way merge by value.

three_way: merge ours and theirs over their base, the entry point; apply a decision: ours, theirs
    or both
alignment: align the rows and values of three versions, and merge their orders
outcomes: merge one value or row, field by field
conflicts: the changes that only a person can decide, described in sentences
"""
