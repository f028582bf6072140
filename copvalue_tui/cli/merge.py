"""`copvalue merge`: merge two versions of a file value by value; also a merge driver for git."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import print_message, print_result
from copvalue_tui.matrix.text.sentences import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from copvalue_tui.files.session.merge_text import MergedText
    from copvalue_tui.files.storage.file import OpenFile
    from copvalue_tui.matrix.values import Matrix

STDIN = STDOUT = "-"
EXAMPLES = """\
A conflict keeps both versions in OUT, marked by comment lines that start with
“# merge:”; each conflict is reported, and the exit code is 1.

Once you have resolved them, remove those lines: copvalue merge --clean FILE

to use it as the merge driver for session files in a git repository:
  git config merge.copvalue.name "value matrices, value by value"
  git config merge.copvalue.driver "copvalue merge %O %A %B"
  echo '*.toml merge=copvalue' >> .gitattributes

examples:
  copvalue merge before.toml mine.toml hers.toml
  copvalue merge before.toml mine.toml hers.toml -o both.toml
  copvalue merge before.toml mine.toml hers.toml -o - | less
  git show hers:mine.toml | copvalue merge before.toml mine.toml -
  copvalue merge --clean mine.toml
"""


_GIT_PREFIX = ".merge_file_"
"""The prefix of the temporary files that git makes for a merge driver."""


class _Options(argparse.Namespace):
    versions: list[str]
    output: str | None
    clean: str | None

    @property
    def ours(self) -> str:
        return self.versions[1]


@dataclass(frozen=True, slots=True)
class _Version:
    """One of the three files."""

    file: OpenFile | None
    """None if it does not exist."""
    matrix: Matrix

    @property
    def text(self) -> str:
        """Its text; empty if the file does not exist."""
        return self.file.source.text if self.file else ""


def run(words: list[str]) -> int:
    """Merge two versions of a file; write nothing unless all three can be read."""
    parser = _parser()
    options = parser.parse_args(words, _Options())
    if options.clean is not None:
        if options.versions or options.output is not None:
            parser.error("--clean takes one file and no other arguments")
        if options.clean == STDIN:
            parser.error("--clean changes a file, so it cannot be stdin")
        return _clean(options.clean)
    if len(options.versions) != 3:
        parser.error("a merge needs three files: BASE OURS THEIRS")
    parser.read_stdin_once(*options.versions)
    if options.ours == STDIN and options.output is None:
        parser.error("OURS is stdin, so name the file to write: -o OUT")
    # Imported late, because the help needs none of it.
    from copvalue_tui.files.session.merge_text import merge_texts
    from copvalue_tui.files.toml.errors import CannotWrite
    from copvalue_tui.matrix.merge.three_way import summary

    base = _load_version(options.versions[0], may_be_missing=True)
    ours, theirs = _load_version(options.ours), _load_version(options.versions[2])
    try:
        result = merge_texts(base.text, ours.text, theirs.text)
    except CannotWrite as error:
        raise exits.Refusal(exits.UNWRITABLE, str(error)) from None
    _write(options, ours, result)
    our_changes, their_changes = (
        summary(base.matrix, ours.matrix),
        summary(base.matrix, theirs.matrix),
    )
    print_message(f"Ours: {our_changes}. Theirs: {their_changes}.")
    for conflict in result.merged.conflicts:
        print_message(conflict.sentence)
    for sentence in result.left:
        print_message(sentence)
    print_message(_closing_sentence(result.undecided))
    return exits.FINDINGS if result.undecided else exits.DONE


def _closing_sentence(count: int) -> str:
    if not count:
        return "Merged without conflicts."
    what = plural(count, "conflict")
    return f"Merged. {what} to resolve: look for “# merge:” in the file."


def _load_version(name: str, *, may_be_missing: bool = False) -> _Version:
    """Load the version in the file of this name.

    Raises:
        Refusal: It cannot be read as a matrix.
    """
    from copvalue_tui.cli.loading import faults_text, load_source
    from copvalue_tui.files.session.read import read
    from copvalue_tui.files.storage.errors import FileMissing, FileTrouble
    from copvalue_tui.files.storage.file import OpenFile, load
    from copvalue_tui.files.toml.errors import NotReadable
    from copvalue_tui.matrix.values import Matrix

    try:
        if name == STDIN:
            file = OpenFile(Path(name), load_source(name), None, "")
        else:
            file = load(Path(name))
        return _Version(file, read(file.source.text))
    except NotReadable as faults:
        # Git passes temporary files.
        raise exits.Refusal(exits.UNREADABLE, faults_text(name, faults, lasting=False)) from None
    except FileTrouble as error:
        if isinstance(error, FileMissing) and may_be_missing:
            print_message(f"{error} Merging the two versions without a common base.")
            return _Version(None, Matrix())
        raise exits.Refusal(exits.UNREADABLE, f"{error} Nothing was changed.") from None


def _write(options: _Options, ours: _Version, result: MergedText) -> None:
    """Write the result where the options say.

    Raises:
        Refusal: The disk refused.
    """
    from copvalue_tui.cli.support.saving import write_error
    from copvalue_tui.files.session.save import save
    from copvalue_tui.files.storage.errors import FileTrouble
    from copvalue_tui.files.storage.file import new_file

    if options.output == STDOUT:
        print_result(result.text)
        return
    file = ours.file
    if file is None:
        return  # only the base may be missing
    source = file.source._replace(text=result.text)
    name = options.output or options.ours
    try:
        if options.output is None:
            if source == file.source:
                return
            # Git keeps every version itself, and a temporary name has no older versions.
            keep = not Path(name).name.startswith(_GIT_PREFIX)
            saved = save(replace(file, source=source), result.merged.matrix, keep=keep)
        else:
            file = replace(new_file(Path(options.output)), source=source)
            saved = save(file, result.merged.matrix, overwrite=True)
    except FileTrouble as error:
        raise exits.Refusal(exits.UNWRITABLE, write_error(name, error)) from None
    for note in saved.notes:
        print_message(note)


def _clean(name: str) -> int:
    """Remove the remarks of a merge from a file; return the exit code."""
    from copvalue_tui.cli.support.saving import write_error
    from copvalue_tui.files.session.merge_remarks import without_remarks
    from copvalue_tui.files.session.save import save
    from copvalue_tui.files.storage.errors import FileTrouble

    version = _load_version(name)
    text, count = without_remarks(version.text)
    file = version.file
    if not count or file is None:
        print_message("This file has no “# merge:” remarks. Nothing was changed.")
        return exits.DONE
    try:
        saved = save(replace(file, source=file.source._replace(text=text)), version.matrix)
    except FileTrouble as error:
        raise exits.Refusal(exits.UNWRITABLE, write_error(name, error)) from None
    for note in saved.notes:
        print_message(note)
    print_message(f"Removed {plural(count, 'remark')}.")
    return exits.DONE


def _parser() -> Parser:
    parser = Parser(
        "copvalue merge",
        "Merge two versions of BASE into one file, value by value. The result has the\n"
        "additions and changes of both, and the comments of OURS.",
        EXAMPLES,
        "copvalue merge [-o OUT] BASE OURS THEIRS\n       copvalue merge --clean FILE",
    )
    parser.add_argument(
        "versions",
        nargs="*",
        metavar="BASE OURS THEIRS",
        help="the common ancestor (may be missing), the version whose comments and layout stay, "
        "the version to merge into it; - reads stdin",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="the file to write; - writes to stdout (default: OURS)",
    )
    parser.add_argument(
        "--clean",
        metavar="FILE",
        help="remove the “# merge:” lines from FILE, once you have resolved the conflicts",
    )
    return parser
