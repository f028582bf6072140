"""Three-way merge by value.

three_way: merge ours and theirs over their base; the entry point
alignment: the three versions side by side, row by row and value by value
outcomes: what becomes of one value or row, and of each of its fields
ordering: one order out of the orders of both sides
conflicts: what only a person can decide, and how it is described
resolution: apply a decision: ours, theirs or both
"""
