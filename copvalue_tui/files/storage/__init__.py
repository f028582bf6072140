"""Files on disk: a save leaves the old version or the new one, whatever happens.

file: load a file as text, save it, write a new one; notice other writers, keep a version, choose
    how to replace
atomic_replace: write a temporary file, fsync it, rename it over the old one, or say it cannot be
in_place: write into a file that cannot be replaced, with a spare copy
open: open and read regular files only, without waiting for pipes or devices
versions: keep the last versions of a file in a private folder
lock: the lock file that shows who has a file open
lock_owner: who holds a lock: user, machine, process
system: what the operating system lends, and the nearest thing without POSIX
folders: XDG folders for settings, state and packs
encoding: UTF-8, byte order mark and line endings
errors: storage errors, with a message for each system error
"""
