"""What in a text or a table says where its values belong.

labels: what names a horizon, an audience or a row, in four languages
placing: collect values under labels, as rows of a matrix
grid: tables whose heads or first column say where the values belong
heads: which columns hold values, and which name rows, audiences, horizons
records: tables with one value a row: exports, sticky notes, forms
outline: texts whose headings say where the values belong
headings: which headings are in force over a line
lists: a list of values with the details below each
details: details of a value written as words
review_text: reviews written out in an outline
"""
