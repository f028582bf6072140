"""Dates as people type and read them.

parse: understand typed dates: `in 3 months`, `31.3.2027`, `Q2`, `March`
calendar: names of months, valid days, adding days, months and years; a date in words
"""
