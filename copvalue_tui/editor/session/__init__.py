"""The open session and its file.

open: the first state, from file, settings and options
reopen: open another file in a running session
save: what a save changes in the state; save as
save_conflicts: save when someone else changed the file; ask about each conflict, in which order
comparing: what differs from the saved file, a version or another file
external_changes: merge what others saved into the session
follow: read-only session that follows each save of others
guard: the lock and the journal around the session
recorder: send each step to the journal before it is shown
startup_checks: after the first screen: other editors, unsaved work, history
recover: offer unsaved work of a crashed session
outside_words: take in what an outside editor saved, now or at the next start
restore_history: undo and timeline over earlier sessions
"""
