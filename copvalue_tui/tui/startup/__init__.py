"""The first screen, before Textual is imported.

start: start the editor: load, paint, then import the toolkit
first_paint: draw the first frame without Textual
takeover_driver: the driver that takes over the painted screen
"""
