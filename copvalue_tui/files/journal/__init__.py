"""The recovery journal: on disk before it is on screen.

writer: append each step of the open session, and decide when it must reach the disk
log_file: one journal file on disk: created privately, appended, fsynced
records: encode, frame and checksum one line of a journal
delta: the change between two matrices or texts, as small as the change
replay: read a journal back, believing nothing that does not check out
model: what a journal says of a session: moments, drafts, records
recovery: find, offer, take up and discard unsaved work
outside_edits: cells in an outside editor: their files, and what was left of them
sessions: earlier sessions of a file: who, when, how each ended
"""
