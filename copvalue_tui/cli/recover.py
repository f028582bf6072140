"""`copvalue recover`: recover unsaved work after a crash, without opening the editor."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import print_message, print_result
from copvalue_tui.files.journal.outside_edits import (
    OutsideEdit,
    all_left_outside,
    left_outside,
    put_away,
)
from copvalue_tui.files.journal.recovery import (
    Recovered,
    all_unfinished,
    continued,
    discard,
    offer_sentence,
    unfinished,
    unfinished_unnamed,
    with_draft,
)
from copvalue_tui.files.journal.sessions import DAYS
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage.errors import ChangedOnDisk, FileMissing, FileTrouble, shown_path
from copvalue_tui.files.storage.file import OpenFile, load, new_file
from copvalue_tui.files.storage.in_place import repair_interrupted
from copvalue_tui.files.toml.errors import CannotWrite, NotReadable
from copvalue_tui.matrix.text.sanitize import safe

EXAMPLES = f"""\
examples:
  copvalue recover                         list unsaved work of all files
  copvalue recover water.toml              list unsaved work of this file
  copvalue recover water.toml --compare    show how it differs from the file
  copvalue recover water.toml --restore -o recovered.toml
  copvalue recover --restore -o new.toml   for a matrix that never had a name
  copvalue recover water.toml --discard    discard it; a copy stays for {DAYS} days
"""


class _Options(argparse.Namespace):
    file: str | None
    list: bool
    restore: bool
    compare: bool
    discard: bool
    output: str | None
    number: int


def run(words: list[str]) -> int:
    """List, compare, restore or discard unsaved work."""
    parser = _parser()
    options = parser.parse_args(words, _Options())
    action = _action(options)
    if options.output is not None and not options.restore:
        parser.error("-o needs --restore")
    if options.file is None:
        if action is None:
            return _list(all_unfinished(), all_left_outside(), "")
        return _act_unnamed(parser, options, action)
    recoveries = unfinished(Path(options.file))
    outside = left_outside(Path(options.file))
    if action is None:
        return _list(recoveries, outside, options.file)
    count = len(recoveries) + len(outside)
    if not count:
        print_message(f"There is no unsaved work for “{shown_path(options.file)}”.")
        return exits.DONE
    if options.number > count:
        parser.error(f"there are only {count} to choose from")
    if options.number > len(recoveries):
        return _act_outside(options, options.file, outside[options.number - len(recoveries) - 1])
    mended = repair_interrupted(options.file) if options.restore else ""
    if mended:
        print_message(mended)
    return action(options, options.file, recoveries[options.number - 1])


_Action = Callable[[_Options, str, Recovered], int]


def _action(options: _Options) -> _Action | None:
    if options.restore:
        return _restore
    if options.compare:
        return _compare
    return _discard if options.discard else None


def _act_unnamed(parser: Parser, options: _Options, action: _Action) -> int:
    """The action on what was left unsaved of a matrix without a name."""
    recoveries = unfinished_unnamed()
    if not recoveries:
        parser.error("name the FILE whose unsaved work you mean")
    if options.number > len(recoveries):
        parser.error(f"there are only {len(recoveries)} matrices without a name")
    if action is _restore and options.output is None:
        parser.error("name the file to restore to, with -o OUT")
    return action(options, "", recoveries[options.number - 1])


def _act_outside(options: _Options, name: str, edit: OutsideEdit) -> int:
    if options.restore:
        return _restore_outside(name, options.output, edit)
    if options.compare:
        return _compare_outside(edit)
    return _put_aside(lambda: put_away(edit))


def _parser() -> Parser:
    parser = Parser(
        "copvalue recover",
        "List, compare, restore or discard unsaved work after a crash or a lost\n"
        "connection. The editor also offers it when you open the file.",
        EXAMPLES,
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="the session file")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="list the unsaved work (default)")
    what.add_argument(
        "--compare", action="store_true", help="show what it would change; exit code 1 if anything"
    )
    what.add_argument(
        "--restore",
        action="store_true",
        help="write it to FILE, if FILE has not changed since, or to OUT",
    )
    what.add_argument(
        "--discard", action="store_true", help=f"stop offering it; a copy stays for {DAYS} days"
    )
    parser.add_argument("-o", dest="output", metavar="OUT", help="the file for --restore to create")
    parser.add_argument(
        "--number",
        type=_number,
        default=1,
        metavar="N",
        help="choose among several; 1 is the latest",
    )
    return parser


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not number:
        raise argparse.ArgumentTypeError("the number must be 1 or more")
    return number


def _list(recoveries: tuple[Recovered, ...], outside: tuple[OutsideEdit, ...], name: str) -> int:
    """Print the unsaved work, and the commands to use next."""
    if not recoveries and not outside:
        print_message(f"There is no unsaved work{f' for “{shown_path(name)}”' if name else ''}.")
        return exits.DONE
    now = time.time()
    for number, recovery in enumerate(recoveries, 1):
        file = shown_path(name or recovery.real) or "a matrix without a name"
        print_result(f"{number}. {file}\n   {safe(offer_sentence(recovery, now))}\n")
        for step in recovery.lacking:
            print_result(f"   - {safe(step.label)}\n")
        if recovery.draft is not None:
            print_result(f"   - unfinished entry: “{safe(recovery.draft.text)}”\n")
        print_result(f"   stored in {shown_path(recovery.journal_path)}\n")
    for number, edit in enumerate(outside, len(recoveries) + 1):
        _list_outside(number, name, edit)
    which = shown_path(name) or "FILE"
    print_message(f"Next: copvalue recover {which} --compare, --restore or --discard")
    if not name and any(recovery.session and not recovery.real for recovery in recoveries):
        print_message("For a matrix without a name: copvalue recover --restore -o OUT")
    return exits.DONE


def _compare(options: _Options, name: str, recovery: Recovered) -> int:
    """Print what the work would change in the file, line by line."""
    import difflib

    old, new = _file_text(name), _recovered_text(recovery)
    before = f"{name} as it is" if name else "without a file"
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), before, "with the unsaved work", lineterm=""
    )
    differences = [f"{safe(line)}\n" for line in lines]
    print_result("".join(differences))
    if not differences:
        print_message(f"“{shown_path(name)}” already contains all of it.")
    return exits.FINDINGS if differences else exits.DONE


def _file_text(name: str) -> str:
    """The text of the file; empty if it does not exist, or never had a name."""
    if not name:
        return ""
    try:
        return load(Path(name)).source.text
    except FileMissing:
        return ""
    except (FileTrouble, NotReadable) as error:
        raise exits.Refusal(exits.UNREADABLE, str(error)) from None


def _recovered_text(recovery: Recovered) -> str:
    """The file's text with the unsaved work in it and its comments unchanged."""
    from copvalue_tui.files.text_history.lost_blocks import rewritten

    _refuse_unreadable(recovery)
    try:
        return rewritten(recovery.base, with_draft(recovery), recovery.texts).text
    except CannotWrite as error:
        raise exits.Refusal(exits.UNREADABLE, str(error)) from None


def _refuse_unreadable(recovery: Recovered) -> None:
    if not recovery.readable:
        raise exits.Refusal(exits.UNREADABLE, offer_sentence(recovery, time.time()))


def _restore(options: _Options, name: str, recovery: Recovered) -> int:
    """Write the unsaved work to a new file, or to the file it belongs to."""
    _refuse_unreadable(recovery)
    target = options.output or name
    try:
        file = _target(options.output, name, recovery)
        save(file, with_draft(recovery), history=recovery.texts)
    except (FileTrouble, NotReadable) as error:
        raise _not_restored(target, error) from None
    if options.output is None or not name:
        continued(recovery, "restored")
    print_message(f"Restored: {target}." + (f" {recovery.unread}" if recovery.unread else ""))
    if recovery.draft is not None:
        print_message(f"It includes the unfinished entry “{recovery.draft.text}”.")
    return exits.DONE


def _not_restored(target: str, error: Exception) -> exits.Refusal:
    if isinstance(error, ChangedOnDisk):
        return exits.Refusal(
            exits.UNWRITABLE, f"“{shown_path(target)}” already exists and was not changed."
        )
    return exits.Refusal(exits.UNWRITABLE, str(error))


def _target(output: str | None, name: str, recovery: Recovered) -> OpenFile:
    """The file to write: a new one, or the old one if it is unchanged since the session.

    It is always a file that the person named, never a path read from a recovery file.

    Raises:
        Refusal: It has changed.
    """
    if output is not None:
        file = new_file(Path(output))
        return replace(file, source=recovery.base)
    try:
        file = load(Path(name))
    except FileMissing:
        file = new_file(Path(name))
    if file.sha256 != recovery.base_sha256:
        raise exits.Refusal(
            exits.FINDINGS,
            f"“{shown_path(name)}” has changed since, so it was not overwritten. "
            "Restore to a new file with -o OUT, and compare.",
        )
    return file


def _discard(options: _Options, name: str, recovery: Recovered) -> int:
    return _put_aside(lambda: discard(recovery))


def _put_aside(discarded: Callable[[], Path]) -> int:
    """Stop offering work, keeping a copy for `DAYS` days."""
    try:
        path = discarded()
    except FileTrouble as error:
        raise exits.Refusal(exits.UNWRITABLE, str(error)) from None
    print_message(f"Discarded. A copy stays for {DAYS} days in {shown_path(path)}.")
    return exits.DONE


def _list_outside(number: int, name: str, edit: OutsideEdit) -> None:
    """Print what an outside editor left as an entry of the list of unsaved work."""
    # Here, not above: it is rarely needed, and loads what the editor is made of.
    from copvalue_tui.editor.session.outside_words import outside_sentence

    file = shown_path(name or edit.real) or "a matrix without a name"
    print_result(f"{number}. {file}\n   {safe(outside_sentence(edit, time.time()))}\n")
    for line in (edit.changed_text() or "").splitlines():
        if line.strip() and line not in edit.before:
            print_result(f"   - {safe(line)}\n")
    print_result(f"   stored in {shown_path(edit.file)}\n")


def _compare_outside(edit: OutsideEdit) -> int:
    """Print what it would change in its cell, line by line."""
    import difflib

    new = (edit.changed_text() or "").splitlines()
    names = (f"{edit.row} as it was", "with the text of the editor")
    for line in difflib.unified_diff(list(edit.before), new, *names, lineterm=""):
        print_result(f"{safe(line)}\n")
    return exits.FINDINGS


def _restore_outside(name: str, output: str | None, edit: OutsideEdit) -> int:
    """Write the file with the text taken in: to a new file, or to the one it belongs to."""
    # Here, not above: it is rarely needed, and loads what the editor is made of.
    from copvalue_tui.editor.session.outside_words import words_in

    target = output or name
    try:
        file = load(Path(name))
        matrix = words_in(read(file.source.text), edit, edit.text())
        if output is not None:
            file = replace(new_file(Path(output)), source=file.source)
        save(file, matrix)
    except (FileTrouble, NotReadable, CannotWrite) as error:
        raise _not_restored(target, error) from None
    if output is None:
        edit.remove()
    print_message(f"Restored: {target}.")
    return exits.DONE
