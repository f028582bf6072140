"""The table of commands: one row and one module each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple


class Command(NamedTuple):
    """One word of the command line; its module `cli/<name>.py` has `run(words) -> int`."""

    name: str
    takes: str
    """What follows it, as the help shows it."""
    meaning: str
    """One line for the help."""


COMMANDS = (
    Command("edit", "[FILE]", "open the editor; the word “edit” may be left out"),
    Command("new", "FILE", "write a new file from a template"),
    Command("show", "FILE", "the matrix as plain text: a table, or an outline"),
    Command("check", "FILE…", "what is missing or doubtful, line by line"),
    Command("minutes", "FILE", "the minutes of a review, as Markdown"),
    Command("portfolio", "PATH…", "many matrices at once, and what they share"),
    Command("merge", "BASE OURS THEIRS", "one file of two, value by value; for git too"),
    Command("follow", "FILE", "a second screen: shows each save as it lands"),
    Command("recover", "[FILE]", "unsaved work that a crash or a dropped line left"),
    Command("packs", "[list|show|check|path]", "the suggestion packs: shipped and your own"),
    Command("schema", "", "the JSON Schema of session files"),
    Command("keys", "", "all keys of the editor"),
    Command("config", "[path|show|check]", "the settings: where they are, what they say"),
    Command("help", "[COMMAND]", "this help, or that of a command"),
)
NAMES = tuple(command.name for command in COMMANDS)
DEFAULT = "edit"
"""What a first word that is no command is for."""


def run(name: str, words: list[str]) -> int:
    """Run one of the `COMMANDS` with the words after it; the result is its exit code."""
    # Imported by name so that no command pays for another.
    chosen: Callable[[list[str]], int] = import_module(f"copvalue_tui.cli.{name}").run
    return chosen(words)
