"""The file format of suggestion packs.

read: parse and validate a pack, every error with its line
files: open pack files on the person's disk
tables: TOML text to plain tables, with size and depth limits
remarks: warnings about a pack: unknown keys, misspelt tags, duplicates
"""
