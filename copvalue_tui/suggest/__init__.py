"""Floor 1: suggestion packs, and which suggestions a cell is offered.

packs: `Pack` and `Suggestion`
packs/: the shipped packs and their translations
pack_format/: read and check pack files
library: find the packs: shipped, the person's own, by language
ranking: the order of the suggestions of a cell, and the reason for it
filtering: suggestions that match what is being typed
audiences: which audience a row is about, by its tags and name
occurrences: where a text is already in the matrix
coverage: value cycles and cells without a value
questions: guiding questions of a cell, by language
questions/: their texts
"""
