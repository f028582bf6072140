"""The terminal itself; knows no editor.

driver: the Textual driver for slow, old or vanishing terminals
input_parser: bytes from the terminal to keys, pastes and bursts; how long an ESC waits
key_events: parsed input as Textual events
key_names: escape sequences and Textual's key names to ours
screen_diff: send only the cells that differ, and only allowed sequences
cursor_output: cursor movement, the shortest way to redraw a line, lines that only moved
sgr: colours and attributes (SGR)
nonblocking_output: write to a terminal that does not read
browser_driver: the Textual driver for a browser, and the end of whoever serves it
shutdown: leave on SIGTERM, SIGHUP or hang-up
suspend: Ctrl+Z, SIGTSTP and fg
crash_report: the last screen after a bug, and the report file
external_editor: run $EDITOR on a file
clipboard: copy to tmux, to the terminal (OSC 52), or to a file
"""
