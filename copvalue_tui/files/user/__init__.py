"""Files of the user: settings, recent files, own packs.

settings: read the settings file; report each mistake, fail on none
settings_writing: change one setting; comments and other lines stay
first_value: whether the person has ever added a value
recent: recent files and the cursor in each
theme_names: the names of all colour themes
pack_writing: write suggestion packs and add entries to them
"""
