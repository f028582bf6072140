"""The exit codes of all commands."""

DONE = 0
FINDINGS = 1
"""Findings, differences or conflicts."""
WRONG_USE = 2
UNREADABLE = 3
"""A file cannot be read as a matrix."""
UNWRITABLE = 4
"""A file cannot be written."""
BUG = 70
"""A bug in copvalue."""
INTERRUPTED = 130
