"""The themes that commands belong to, in the order of the help."""

THEMES = {
    "moving": "Moving",
    "adding": "Values",
    "changing": "Whole cells",
    "shifting": "Moving values",
    "details": "Details of values",
    "parking": "Parking lot",
    "marking": "Marks",
    "clipboard": "Copy and paste",
    "history": "Undo",
    "timeline": "Timeline",
    "review": "Review",
    "soundness": "Balance",
    "sharing": "Shared values",
    "suggestions": "Suggestions",
    "silence": "Own words first",
    "packs": "Suggestion packs",
    "finding": "Finding",
    "looking": "Filter",
    "rows": "Rows and facts",
    "files": "File",
    "help": "Help",
    "typing": "Typing",
    "caret": "The line being typed",
}
"""Name of a module of commands → its heading; a new theme is one more line here."""
