"""Floor 1: other formats as values of the matrix.

bullets: pasted or edited lines as a list of values, bullets and numbers removed
"""
