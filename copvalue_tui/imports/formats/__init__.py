"""The formats of an import: each module is one, under its own name, and has an `IMPORTER`.

bullets: pasted or edited lines as a list of values, bullets and numbers removed
"""
