"""Three-way merge by value.

three_way: merge ours and theirs over their base; the entry point
alignment: align the rows and values of three versions
outcomes: merge one value or row, field by field
ordering: merge the orders of both sides
conflicts: the changes that only a person can decide, described in sentences
resolution: apply a decision: ours, theirs or both
"""
