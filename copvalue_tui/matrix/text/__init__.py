"""Text of people: made comparable, made harmless, measured and wrapped.

normalize: tidy a text to one line; fold accents, case and spelling for comparing
search: match a query against texts: fuzzy search, rank, highlighted letters
sanitize: escape control characters, bidi marks and whatever a terminal would obey
sentences: quote a text, count things, list words, as parts of a sentence
width: terminal cells of a text, grapheme clusters, clipping with an ellipsis
wrap: break a text into lines of a width
"""
