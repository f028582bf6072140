"""Commands for rows, facts, files and what is handed out, and the one that reaches all others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copvalue_tui.editor.commands import files, rows
from copvalue_tui.editor.commands.pasting import paste_text
from copvalue_tui.editor.commands.review import save_minutes
from copvalue_tui.editor.commands.sharing import export as exported
from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.keys.host import Option
from copvalue_tui.editor.keys.palette import CommandSearch, palette_commands, palette_options
from copvalue_tui.editor.session.reopen import expanded
from copvalue_tui.editor.session.save import save_to
from copvalue_tui.linear.lines import EndOfInput
from copvalue_tui.linear.numbers import NotKnown, row_named, without_fillers
from copvalue_tui.linear.review import leave_for, unrecorded_words
from copvalue_tui.linear.session import LinearSession
from copvalue_tui.linear.wordbook import here_words, say_all
from copvalue_tui.linear.wording import fact_lines, rows_lines, without_keys
from copvalue_tui.matrix.text.normalize import fold
from copvalue_tui.matrix.text.sentences import join, quote
from copvalue_tui.matrix.values import Place

# Rows and facts

_ROW_NUMBER = re.compile(r"(\d{1,6})\s*(?:to\s+)?(.*)")
_ROW_USAGE = (
    "Say what to do with a row, such as: row add member Newcomers, row add organization Bank, "
    "row rename 2 Managers, row delete 2, row up 2, row persona 2 TEXT, row tags 2 donor"
)


def row(session: LinearSession, rest: str) -> str:
    """Adds, renames, deletes or moves a row, or describes its people."""
    what, _, said = rest.partition(" ")
    if not what:
        say_all(session, rows_lines(session.state.matrix))
        return _ROW_USAGE
    actions = ("add", "rename", "delete", "up", "down", "persona", "tags")
    meant = [action for action in actions if action.startswith(what.casefold())]
    if len(meant) != 1:
        raise NotKnown(_ROW_USAGE)
    return _row_added(session, said) if meant[0] == "add" else _row_done(session, meant[0], said)


def _row_added(session: LinearSession, said: str) -> str:
    kind, _, name = said.partition(" ")
    kinds = {"member": "A segment", "organization": "An organization", "organisation": "An organ"}
    found = [option for word, option in kinds.items() if word.startswith(fold(kind.rstrip("s")))]
    if not kind or not found or not name.strip():
        raise NotKnown("Say whose row it is, and its name, such as: row add member Newcomers")
    session.run(rows.add_row, found[0], name)
    return f"{session.take_message()} It is row {session.state.cursor.row + 1}."


def _row_done(session: LinearSession, what: str, said: str) -> str:
    numbered = _ROW_NUMBER.fullmatch(said)
    text = numbered[2].strip() if numbered else ""
    if not text and what in ("rename", "persona", "tags"):
        raise NotKnown(f"Say the row's number and the words, such as: row {what} 2 TEXT")
    number = row_named(session.state.matrix, numbered[1] if numbered and text else said)
    session.go(Place(number, session.state.cursor.column))
    match what:
        case "rename":
            session.run(rows.rename_row, text)
        case "delete":
            session.run(rows.delete_row)
        case "persona" | "tags":
            session.run(rows.describe_row, what.capitalize(), text)
        case _:
            session.run(rows.move_row_up if what == "up" else rows.move_row_down)
    return ""


def about(session: LinearSession, rest: str) -> str:
    """The facts of the community; a name and a text change one."""
    if not rest:
        return say_all(session, fact_lines(session.state.matrix))
    name, colon, text = rest.partition(":")
    if not colon:
        name, _, text = rest.partition(" ")
    if not text.strip():
        raise NotKnown("Say which fact and its words, such as: about title: Water Exchange")
    session.run(rows.facts, name.strip(), text.strip())
    return ""


# Files


def save(session: LinearSession, rest: str) -> str:
    """Saves, under another name if one is said."""
    if rest:
        path = expanded(without_fillers(rest))
        session.begin(lambda state, host: save_to(state, host, path))
    else:
        session.run(files.save)
    return ""


def open_file(session: LinearSession, rest: str) -> str:
    """Another file, once this one is saved."""
    if not rest and session.interactive:
        session.run(files.open_file)
        return ""
    if not rest:
        raise NotKnown("Say which file, such as: open water.toml")
    session.begin(lambda state, host: files.switch_to(state, host, rest))
    return ""


def leave(session: LinearSession, rest: str) -> str:
    """Saves and leaves; asks only what cannot be kept."""
    leave_for(session)
    session.run(files.quit_editor)
    if not session.state.closed:
        return ""
    if session.state.unsaved:
        return "Unsaved changes were discarded."
    saved = session.saved_words or "There was nothing to save."
    return f"{saved} {unrecorded_words(session)}".rstrip()


def export(session: LinearSession, rest: str) -> str:
    """The matrix in another format: to a file that is named, or beside the matrix."""
    if not rest:
        from copvalue_tui.exports.registry import exporter_names

        names = join(sorted(exporter_names()), "or")
        raise NotKnown(f"Say the format or a file, such as: export md. Formats: {names}.")
    wanted, _, path = without_fillers(rest).partition(" ")
    from copvalue_tui.exports.registry import exporter_names

    if wanted.casefold() in exporter_names():
        session.begin(lambda state, host: exported(state, host, wanted), path.strip())
    else:
        session.begin(lambda state, host: exported(state, host, without_fillers(rest)))
    return ""


def minutes(session: LinearSession, rest: str) -> str:
    """The minutes of the last review, to a file that is named or beside the matrix."""
    session.run(save_minutes, rest)
    return ""


def paste(session: LinearSession, rest: str) -> str:
    """Lines up to a dot alone, taken as a paste is: lists, tables, notes."""
    session.say("Lines of a list or table; a line with only a dot ends them.")
    lines = []
    try:
        while (line := session.host.raw_line()) != ".":
            lines.append(line)
    except EndOfInput:
        pass
    answers = () if session.interactive else ("1",)
    session.begin(lambda state, host: paste_text(state, host, "\n".join(lines)), *answers)
    return session.take_message() or "Nothing was added."


# All other commands

_ON_SCREEN = frozenset(
    (
        *("zoom", "mark", "mark-cell", "mark-range", "clear-marks", "timeline", "room"),
        *("to-panel", "toggle-panel", "adopt-numbered", "filter-values", "show-all"),
        *("suspend", "redraw", "palette", "show-help", "follow-file", "edit-outside"),
        *("add-below", "add-above", "edit", "reword"),
    )
)
"""Commands that are about the screen, or are words here; by id."""


def do(session: LinearSession, rest: str) -> str:
    """Any command of the editor, found by words of its name; without one all are listed."""
    state, keymap = session.state, session.runner.keymap
    session.find_packs()
    every = palette_commands(state, keymap)
    listed = [one for one in every if one[1].id not in _ON_SCREEN]
    options = palette_options(listed, state, keymap)
    if not rest:
        return say_all(session, _command_lines(options))
    named = [command for _, command in listed if _is_called(command, rest)]
    found = named or [listed[at][1] for at in CommandSearch(options).find(rest)]
    if not found:
        if any(_is_called(command, rest) for _, command in every):
            raise NotKnown(f"{quote(rest)} is about the screen, and there is none here.")
        raise NotKnown(f"No command is called {quote(rest)}. To hear them all: do")
    if len(found) > 1 and not named:
        titles = [command.title.rstrip("…") for command in found[:6]]
        return f"{quote(rest)} could be {join(titles, 'or')}. Say: do and its name."
    session.run(found[0])
    moved = session.state.cursor != state.cursor and session.state.reviewing is None
    return session.take_message() or (here_words(session) if moved else "")


def _command_lines(options: Sequence[Option]) -> Iterator[str]:
    group = ""
    for option in options:
        if option.group != group:
            group = option.group
            yield f"{group.capitalize()}:"
        yield without_keys(f"do {option.text.rstrip('…')}: {option.about}")


def named_otherwise(session: LinearSession, said: str) -> str:
    """How to reach a command whose name begins with a word; empty where none does."""
    for _, command in palette_commands(session.state, session.runner.keymap):
        begun = len(said) > 2 and fold(command.title).startswith(fold(said))
        if begun and command.id not in _ON_SCREEN:
            return f"do {command.title.rstrip('…')}"
    return ""


def _is_called(command: Command, said: str) -> bool:
    return fold(said).rstrip("….") in (fold(command.title).rstrip("…."), command.id)
