"""Floor 1: other formats as values of the matrix.

registry: the formats, recognised by the text or the file ending; a new one is a module in `formats`
formats/: one module a format
"""
