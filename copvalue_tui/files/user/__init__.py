"""Files of the user: settings, recent files, own packs.

settings: read the settings file; report each mistake, fail on none; the names of all colour themes
settings_writing: change one setting; comments and other lines stay
recent: recent files and the cursor in each; whether the person has ever added a value
pack_writing: write suggestion packs and add entries to them
"""
