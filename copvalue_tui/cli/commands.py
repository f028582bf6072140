"""The table of commands: one row and one module each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple


class CliCommand(NamedTuple):
    """One word of the command line; its module `cli/<name>.py` has `run(words) -> int`."""

    name: str
    takes: str
    """What follows it, as the help shows it."""
    meaning: str
    """One line for the help."""


COMMANDS = (
    CliCommand("edit", "[FILE]", "open the editor; the word “edit” may be left out"),
    CliCommand("new", "FILE", "write a new file from a template"),
    CliCommand("show", "FILE", "the matrix as plain text: a table, or an outline"),
    CliCommand("check", "FILE…", "what is missing or doubtful, line by line"),
    CliCommand("minutes", "FILE", "the minutes of a review, as Markdown"),
    CliCommand("portfolio", "PATH…", "many matrices at once, and what they share"),
    CliCommand("merge", "BASE OURS THEIRS", "one file of two, value by value; for git too"),
    CliCommand("follow", "FILE", "a second screen: shows each save as it lands"),
    CliCommand("recover", "[FILE]", "unsaved work that a crash or a dropped line left"),
    CliCommand("packs", "[list|show|check|path]", "the suggestion packs: shipped and your own"),
    CliCommand("schema", "", "the JSON Schema of session files"),
    CliCommand("keys", "", "all keys of the editor"),
    CliCommand("config", "[path|show|check]", "the settings: where they are, what they say"),
    CliCommand("help", "[COMMAND]", "this help, or that of a command"),
)
NAMES = tuple(command.name for command in COMMANDS)
DEFAULT = "edit"
"""What a first word that is no command is for."""


def run(name: str, words: list[str]) -> int:
    """Run one of the `COMMANDS` with the words after it; the result is its exit code."""
    # Imported by name so that no command pays for another.
    chosen: Callable[[list[str]], int] = import_module(f"copvalue_tui.cli.{name}").run
    return chosen(words)
