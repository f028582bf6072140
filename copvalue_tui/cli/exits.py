"""Exit codes: what a script can learn from how a command ended."""

DONE = 0
FINDINGS = 1
"""Findings, differences or conflicts."""
WRONG_USE = 2
UNREADABLE = 3
"""A file cannot be read as a matrix."""
UNWRITABLE = 4
"""A file cannot be written."""
FAULT = 70
"""A fault of our own."""
INTERRUPTED = 130
