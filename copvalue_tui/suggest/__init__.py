"""Floor 1: suggestion packs, and which suggestions a cell is offered.

packs: `Pack` and `Suggestion`
packs/: the shipped packs and their translations
pack_format/: read and check pack files
library: find the packs: shipped, the person's own, by language
ranking: the order of the suggestions of a cell, the reason for it, and those that match what is
    being typed
audiences: which audience a row is about, by its tags and name
coverage: value cycles and cells without a value; where a text is already in the matrix
questions: guiding questions of a cell, by language
questions/: their texts
"""
