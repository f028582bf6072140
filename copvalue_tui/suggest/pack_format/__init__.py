"""The file format of suggestion packs.

read: parse and validate a pack, every error with its line; warnings: unknown keys, misspelt tags,
    duplicates
files: open pack files on the person's disk
tables: TOML text to plain tables, with size and depth limits
"""
