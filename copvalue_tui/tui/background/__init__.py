"""What runs beside the keys.

autosave: save after a pause; take in changes on disk
disk_work: saves and looks at the disk, in a thread, in order
find_packs: look for suggestion packs
follow: look at a followed file every two seconds
"""
