"""`copvalue merge`: two versions of a file made one, value by value; a merge driver for git."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import give, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from copvalue_tui.files.session.merge_text import MergedText
    from copvalue_tui.files.storage.errors import FileTrouble
    from copvalue_tui.files.storage.file import OpenFile
    from copvalue_tui.matrix.values import Matrix

STDOUT = "-"
EXAMPLES = """\
What both changed differently is kept both ways, told, and marked in OUT by
comment lines that begin with “# merge:”; then the exit code is 1.

Once all is decided: copvalue merge --clean FILE takes those lines out.

as git's merge driver, for the session files of a repository:
  git config merge.copvalue.name "value matrices, value by value"
  git config merge.copvalue.driver "copvalue merge %O %A %B"
  echo '*.toml merge=copvalue' >> .gitattributes

examples:
  copvalue merge before.toml mine.toml hers.toml
  copvalue merge before.toml mine.toml hers.toml -o both.toml
  copvalue merge before.toml mine.toml hers.toml -o - | less
  copvalue merge --clean mine.toml
"""


_OF_GIT = ".merge_file_"
"""How the files begin that git makes for a merge driver: gone a moment later."""


class _Wishes(argparse.Namespace):
    versions: list[str]
    output: str | None
    clean: str | None

    @property
    def ours(self) -> str:
        return self.versions[1]


class _NotRead(Exception):
    """A file was not read, and the person knows why."""


@dataclass(frozen=True, slots=True)
class _Version:
    """One of the three files."""

    file: OpenFile | None
    """None for one that is not there."""
    matrix: Matrix

    @property
    def text(self) -> str:
        """What it says; empty when it is not there."""
        return self.file.source.text if self.file else ""


def run(words: list[str]) -> int:
    """Merge two versions of a file; nothing is written unless all three can be read."""
    parser = _parser()
    wishes = parser.parse_args(words, _Wishes())
    if wishes.clean is not None:
        if wishes.versions or wishes.output is not None:
            parser.error("--clean takes one file, and nothing else goes with it")
        return _cleaned(wishes.clean)
    if len(wishes.versions) != 3:
        parser.error("a merge needs three files: BASE OURS THEIRS")
    # Only now: the help needs none of it.
    from copvalue_tui.files.session.merge_text import merge_texts
    from copvalue_tui.files.toml.errors import CannotWrite
    from copvalue_tui.matrix.merge.three_way import summary

    try:
        base = _version(wishes.versions[0], may_be_missing=True)
        ours, theirs = _version(wishes.ours), _version(wishes.versions[2])
    except _NotRead:
        return exits.UNREADABLE
    try:
        found = merge_texts(base.text, ours.text, theirs.text)
    except CannotWrite as trouble:
        tell(str(trouble))
        return exits.UNWRITABLE
    if not _written(wishes, ours, found):
        return exits.UNWRITABLE
    mine, other = summary(base.matrix, ours.matrix), summary(base.matrix, theirs.matrix)
    tell(f"Ours: {mine}. Theirs: {other}.")
    for conflict in found.merged.conflicts:
        tell(conflict.sentence)
    for sentence in found.left:
        tell(sentence)
    tell(_end(found.undecided))
    return exits.FINDINGS if found.undecided else exits.DONE


def _end(count: int) -> str:
    if not count:
        return "Merged; nothing is left to decide."
    what = "One thing is" if count == 1 else f"{count} things are"
    return f"Merged. {what} left to decide: look for “# merge:” in the file."


def _version(name: str, *, may_be_missing: bool = False) -> _Version:
    """A file of this name.

    Raises:
        _NotRead: It cannot be read as a matrix; every reason was told.
    """
    from copvalue_tui.cli.loading import faults_text
    from copvalue_tui.files.session.read import read
    from copvalue_tui.files.storage.errors import FileMissing, FileTrouble
    from copvalue_tui.files.storage.file import load
    from copvalue_tui.files.toml.errors import NotReadable
    from copvalue_tui.matrix.values import Matrix

    try:
        file = load(Path(name))
        return _Version(file, read(file.source.text))
    except NotReadable as faults:
        # What git hands over has the name of a moment.
        tell(faults_text(name, faults, lasting=False))
    except FileMissing as trouble:
        if may_be_missing:
            tell(f"{trouble} The two are merged as if both had begun from nothing.")
            return _Version(None, Matrix())
        tell(f"{trouble} Nothing was changed.")
    except FileTrouble as trouble:
        tell(f"{trouble} Nothing was changed.")
    raise _NotRead


def _written(wishes: _Wishes, ours: _Version, found: MergedText) -> bool:
    """Whether the result is where it was asked for; else the person knows why not."""
    from copvalue_tui.files.session.save import save
    from copvalue_tui.files.storage.errors import FileTrouble
    from copvalue_tui.files.storage.file import new_file

    if wishes.output == STDOUT:
        give(found.text)
        return True
    file = ours.file
    if file is None:
        return False
    source = replace(file.source, text=found.text)
    name = wishes.output or wishes.ours
    try:
        if wishes.output is None:
            if source == file.source:
                return True
            # Git keeps every version itself, and of a passing name nobody finds another.
            keep = not Path(name).name.startswith(_OF_GIT)
            saved = save(replace(file, source=source), found.merged.matrix, keep=keep)
        else:
            file = replace(new_file(Path(wishes.output)), source=source)
            saved = save(file, found.merged.matrix, overwrite=True)
    except FileTrouble as trouble:
        tell(_why_not(name, trouble))
        return False
    for note in saved.notes:
        tell(note)
    return True


def _cleaned(name: str) -> int:
    """Takes the remarks of a merge out of a file; the exit code."""
    from copvalue_tui.files.session.merge_remarks import without_remarks
    from copvalue_tui.files.session.save import save
    from copvalue_tui.files.storage.errors import FileTrouble

    try:
        version = _version(name)
    except _NotRead:
        return exits.UNREADABLE
    text, count = without_remarks(version.text)
    file = version.file
    if not count or file is None:
        tell("There are no remarks of a merge in this file. Nothing was changed.")
        return exits.DONE
    try:
        saved = save(replace(file, source=replace(file.source, text=text)), version.matrix)
    except FileTrouble as trouble:
        tell(_why_not(name, trouble))
        return exits.UNWRITABLE
    for note in saved.notes:
        tell(note)
    tell("Took out 1 remark." if count == 1 else f"Took out {count} remarks.")
    return exits.DONE


def _why_not(name: str, trouble: FileTrouble) -> str:
    """Why the file was not written, without the advice that only helps in the editor."""
    from copvalue_tui.files.storage.errors import CannotSave, reason, shown

    if isinstance(trouble, CannotSave) and trouble.error is not None:
        return f"“{shown(name)}” was not written: {reason(trouble.error)}."
    return str(trouble)


def _parser() -> Parser:
    parser = Parser(
        "copvalue merge",
        "Make one file of two that both came from BASE, value by value: additions of\n"
        "both are kept, and what one changed is taken. Comments of OURS stay.",
        EXAMPLES,
        "copvalue merge [-o OUT] BASE OURS THEIRS\n       copvalue merge --clean FILE",
    )
    parser.add_argument(
        "versions",
        nargs="*",
        metavar="BASE OURS THEIRS",
        help="what both came from (may be missing), the version whose text is kept, the version "
        "to merge into it",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="the file to write; - is stdout (OURS itself)",
    )
    parser.add_argument(
        "--clean",
        metavar="FILE",
        help="take the “# merge:” lines of a merge out of FILE, once all is decided",
    )
    return parser
