"""Floor 1: text and disk.

toml/: read, cut up and render TOML text; knows no matrix
session/: session files: between TOML text and the matrix, comments kept
storage/: bytes on disk: open, save atomically, lock, keep versions
text_history/: earlier texts of a file: what a save took out comes back with its value
journal/: the recovery journal: what survives a crash, and the history of sessions
user/: what belongs to the person: settings, recent files, own packs
"""
