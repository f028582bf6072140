"""Bytes on disk: the old file or the new one, whatever happens.

file: load a file as text, save a text, write a new one; notice that someone else wrote it
save: one save: check who wrote last, keep a version, choose how to replace
atomic_replace: write beside, fsync, rename over
in_place: write into the file itself where it cannot be replaced, with a spare copy
open: open and read regular files only, without waiting for pipes or devices
versions: the last saved versions, kept privately
lock: the lock file that says somebody edits, and dies with the program
lock_owner: who holds a lock: user, machine, process
folders: XDG folders for settings, state and packs
encoding: UTF-8, byte order mark and line endings
errors: disk full, read-only, gone: sentences for errors of the system
"""
