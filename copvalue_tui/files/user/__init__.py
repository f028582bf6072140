"""Files of the user: settings, recent files, own packs.

settings: read and change settings, report each mistake; theme names; how long autosave waits
recent: recent files and the cursor in each; whether the person has ever added a value
pack_writing: write suggestion packs and add entries to them
"""
