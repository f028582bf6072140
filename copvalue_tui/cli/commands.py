"""The table of commands: one row and one module each."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple


class CliCommand(NamedTuple):
    """One command of the command line; its module `cli/<name>.py` has `run(words) -> int`
    and `_parser()`, from which help, completions and the manual page are made."""

    name: str
    arguments: str
    """Its arguments, as the help shows them."""
    meaning: str
    """One line for the help."""


COMMANDS = (
    CliCommand("edit", "[FILE]", "open the editor; “edit” can be left out"),
    CliCommand("demo", "", "try the editor on a copy of an example"),
    CliCommand("new", "FILE", "create a file from a template"),
    CliCommand("show", "FILE", "print the matrix as a table or an outline"),
    CliCommand("check", "FILE…", "show what is missing or doubtful, line by line"),
    CliCommand("export", "FILE --to FORMAT", "write it for others: Markdown, HTML, CSV, JSON…"),
    CliCommand("import", "IN… -o FILE", "make a file from tables, lists, sticky notes"),
    CliCommand("gather", "FILE ANSWERS…", "count many people’s answers into one matrix"),
    CliCommand("report", "FILE", "write one page for a sponsor or a segment"),
    CliCommand("minutes", "FILE", "print the minutes of a review as Markdown"),
    CliCommand("portfolio", "PATH…", "compare many matrices and see what they share"),
    CliCommand("diff", "OLD NEW", "compare two files value by value; also for git"),
    CliCommand("merge", "BASE OURS THEIRS", "merge two files value by value; also for git"),
    CliCommand("follow", "FILE", "show each save on a second screen, live"),
    CliCommand("serve", "FILE", "open the editor in a browser on this machine"),
    CliCommand("recover", "[FILE]", "recover unsaved work after a crash"),
    CliCommand("packs", "[list|show|check|path]", "list, show or check suggestion packs"),
    CliCommand("schema", "", "print the JSON Schema of session files"),
    CliCommand("keys", "", "print all keys of the editor"),
    CliCommand("config", "[path|show|check|init]", "show, check or create the settings file"),
    CliCommand("doctor", "", "check the terminal, folders, disk and settings"),
    CliCommand("completion", "bash|zsh|fish", "print completions for a shell"),
    CliCommand("man", "", "print the manual page"),
    CliCommand("help", "[COMMAND]", "show this help, or the help of a command"),
)
NAMES = tuple(command.name for command in COMMANDS)
DEFAULT = "edit"
"""The command to run if the first word is not a command."""


def mistyped(word: str) -> str:
    """Why the first word is most likely a mistyped command, as a sentence; empty when it is not.

    A bare word without a dot that names no file is never taken for a new matrix.
    """
    bare = word and not word.startswith("-") and "." not in word and "/" not in word
    if not bare or os.path.lexists(word):
        return ""
    from copvalue_tui.files.toml.errors import nearest, printable

    near = nearest(word, NAMES)
    hint = f" Did you mean {near}?" if near else ""
    return (
        f"There is no command and no file “{printable(word)}”.{hint} "
        f"To start a new matrix: copvalue new {printable(word)}.toml"
    )


def run(name: str, words: list[str]) -> int:
    """Run one of the `COMMANDS` with the words after it; return its exit code."""
    # Imported by name, so that no command pays for the imports of another.
    chosen: Callable[[list[str]], int] = import_module(f"copvalue_tui.cli.{name}").run
    return chosen(words)
