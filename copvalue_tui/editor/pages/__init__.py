"""Pages to read, with stops that lead somewhere.

page: `Page` and `Stop`: the lines of any page
balance_page: coverage, findings and counts
shared_value_page: shared values by theme
detail_fields: the details form of a value, field by field
"""
