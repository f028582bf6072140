"""`copvalue recover`: unsaved work that a crash or a dropped line left, without the editor."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import give, tell
from copvalue_tui.files.journal.recovery import (
    Recovered,
    all_unfinished,
    continued,
    discard,
    offer_sentence,
    unfinished,
    with_draft,
)
from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage.errors import ChangedOnDisk, FileMissing, FileTrouble, shown
from copvalue_tui.files.storage.file import OpenFile, load, new_file
from copvalue_tui.files.storage.in_place import mend
from copvalue_tui.files.toml.errors import CannotWrite, NotReadable
from copvalue_tui.matrix.text.sanitize import safe

EXAMPLES = """\
examples:
  copvalue recover                         what is left of any file
  copvalue recover water.toml              what is left of this one
  copvalue recover water.toml --compare    how it differs from the file
  copvalue recover water.toml --restore -o found.toml
  copvalue recover water.toml --discard    put it away; kept for 30 days
"""


class _Wishes(argparse.Namespace):
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
    wishes = parser.parse_args(words, _Wishes())
    act = _act(wishes)
    if wishes.output is not None and not wishes.restore:
        parser.error("-o says where to --restore to")
    if wishes.file is None:
        if act is not None:
            parser.error("name the FILE whose work this is about")
        return _listed(all_unfinished(), "")
    found = unfinished(Path(wishes.file))
    if act is None:
        return _listed(found, wishes.file)
    if not found:
        tell(f"No unsaved work of “{shown(wishes.file)}” was left behind.")
        return exits.DONE
    if wishes.number > len(found):
        parser.error(f"there are only {len(found)} to choose from")
    mended = mend(wishes.file) if wishes.restore else ""
    if mended:
        tell(mended)
    return act(wishes, wishes.file, found[wishes.number - 1])


Act = Callable[[_Wishes, str, Recovered], int]


def _act(wishes: _Wishes) -> Act | None:
    if wishes.restore:
        return _restore
    if wishes.compare:
        return _compare
    return _discard if wishes.discard else None


def _parser() -> Parser:
    parser = Parser(
        "copvalue recover",
        "Look after unsaved work that a crash or a dropped line left behind.\n"
        "The editor offers it too, when it opens the file.",
        EXAMPLES,
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="the session file it belongs to")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="only list it; done if nothing is said")
    what.add_argument(
        "--compare", action="store_true", help="print what it would change; exit code 1 if anything"
    )
    what.add_argument(
        "--restore",
        action="store_true",
        help="write it to FILE if that is as it was then, or to a new file",
    )
    what.add_argument(
        "--discard", action="store_true", help="offer it no more; it is kept for 30 days"
    )
    parser.add_argument(
        "-o", dest="output", metavar="OUT", help="the new file that --restore writes"
    )
    parser.add_argument(
        "--number",
        type=_number,
        default=1,
        metavar="N",
        help="which, if there is more than one; 1 is the latest",
    )
    return parser


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not number:
        raise argparse.ArgumentTypeError("a number counts from 1")
    return number


def _listed(found: tuple[Recovered, ...], name: str) -> int:
    """Tells what there is, and what to do with it."""
    if not found:
        tell(f"No unsaved work{f' of “{shown(name)}”' if name else ''} was left behind.")
        return exits.DONE
    now = time.time()
    for number, one in enumerate(found, 1):
        file = shown(name or one.real) or "a matrix without a name"
        give(f"{number}. {file}\n   {safe(offer_sentence(one, now))}\n")
        for step in one.lacking:
            give(f"   - {safe(step.label)}\n")
        if one.draft is not None:
            give(f"   - being typed: “{safe(one.draft.text)}”\n")
        give(f"   kept in {shown(one.journal_path)}\n")
    which = shown(name) or "FILE"
    tell(f"Next: copvalue recover {which} --compare, --restore, or --discard.")
    return exits.DONE


def _compare(wishes: _Wishes, name: str, one: Recovered) -> int:
    """Prints what the work would change in the file, line by line."""
    import difflib

    old = _text(name, one)
    new = _written(one)
    if old is None or new is None:
        return exits.UNREADABLE
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), f"{name} as it is", "with the unsaved work", lineterm=""
    )
    told = [f"{safe(line)}\n" for line in lines]
    give("".join(told))
    if not told:
        tell(f"“{shown(name)}” has all of it already.")
    return exits.FINDINGS if told else exits.DONE


def _text(name: str, one: Recovered) -> str | None:
    """The text of the file as it is; empty when it is not there."""
    try:
        return load(Path(name)).source.text
    except FileMissing:
        return ""
    except (FileTrouble, NotReadable) as trouble:
        tell(str(trouble))
        return None


def _written(one: Recovered) -> str | None:
    """The text with the unsaved work in it, and its comments as they were."""
    from copvalue_tui.files.session.write import write

    if not one.readable:
        tell(offer_sentence(one, time.time()))
        return None
    try:
        return write(with_draft(one), one.base_text)
    except CannotWrite as trouble:
        tell(str(trouble))
        return None


def _restore(wishes: _Wishes, name: str, one: Recovered) -> int:
    """Writes the unsaved work to a new file, or to the file that it was made in."""
    if not one.readable:
        tell(offer_sentence(one, time.time()))
        return exits.UNREADABLE
    target = wishes.output or name
    try:
        file = _target(wishes.output, name, one)
        if file is None:
            tell(
                f"“{shown(name)}” is no longer what this work began from, so it was left as it is. "
                "Restore beside it with -o OUT, and compare."
            )
            return exits.FINDINGS
        save(file, with_draft(one))
    except ChangedOnDisk:
        tell(f"“{shown(target)}” exists already; it was left as it is.")
        return exits.UNWRITABLE
    except (FileTrouble, NotReadable) as trouble:
        tell(str(trouble))
        return exits.UNWRITABLE
    if wishes.output is None:
        continued(one, "restored")
    tell(f"Restored: {target}." + (f" {one.unread}" if one.unread else ""))
    if one.draft is not None:
        tell(f"What was being typed is in it: “{one.draft.text}”.")
    return exits.DONE


def _target(output: str | None, name: str, one: Recovered) -> OpenFile | None:
    """The file to write: a new one, or the old one when it is as the session knew it.

    Only what the person named is ever written to, never a path that a recovery file tells.
    """
    if output is not None:
        file = new_file(Path(output))
        return replace(file, source=one.base)
    try:
        file = load(Path(name))
    except FileMissing:
        file = new_file(Path(name))
    if file.sha256 == one.base_sha256:
        return file
    return None


def _discard(wishes: _Wishes, name: str, one: Recovered) -> int:
    """Puts the work away."""
    try:
        kept = discard(one)
    except FileTrouble as trouble:
        tell(str(trouble))
        return exits.UNWRITABLE
    tell(f"Put away; for 30 days it is kept in {shown(kept)}.")
    return exits.DONE
