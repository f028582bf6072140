"""Text: normalize, sanitize, search, measure and wrap it.

normalize: tidy a text to one line; fold accents, case and spelling for comparing
search: match a query against texts: fuzzy search, rank, highlighted letters
near_duplicates: texts that say the same in nearly the same words
bullets: the signs with which people begin the lines of their lists
escape: disarm formulas for spreadsheets; escape people’s words in Markdown
sanitize: escape control characters, bidi marks and terminal commands
sentences: quote a text, count things and list words in a sentence
width: terminal cells of a text, grapheme clusters, clipping with an ellipsis, lines of a width
labels: the words of a language, for exports and findings; the list of languages
languages/: the words of each language
"""
