"""What is missing or doubtful in a matrix.

kinds: the kinds of findings with their levels and a line for the help; a finding with its place
matrix_checks: all findings of a matrix, rows and cells included
value_checks: the findings of a single value: no owner, overdue, no evidence
slips: texts that differ by one letter, probably by a slip of the keyboard
wording: hints about wording: an activity, two values in one, too long, too vague
"""
