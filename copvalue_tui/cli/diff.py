"""`copvalue diff`: what differs between two versions of a matrix; also a text converter for git."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import print_message, print_result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.matrix.diff.words import Decision

EXAMPLES = """\
Values are followed when they are moved or reworded. Comments and layout are no
difference.
Exit codes: 0 no difference, 1 differences, 3 a file cannot be read as a matrix.

to see matrices as outlines in git diff and git log -p:
  git config diff.copvalue.textconv "copvalue diff --textconv"
  echo '*.toml diff=copvalue' >> .gitattributes

examples:
  copvalue diff before.toml after.toml
  copvalue diff --format md before.toml after.toml > changes.md
  git show HEAD:water.toml | copvalue diff - water.toml
"""


class _Options:
    versions: Sequence[str] = ()
    format = "text"
    textconv: str | None = None


def run(words: list[str]) -> int:
    """Print what differs between two files, or one file as git is to compare it."""
    parser = _parser()
    options = parser.parse_args(words, _Options())
    if options.textconv is not None:
        if options.versions:
            parser.error("--textconv takes one file and no other arguments")
        return _convert(options.textconv)
    if len(options.versions) != 2:
        parser.error("a comparison needs two files: OLD NEW")
    if list(options.versions) == ["-", "-"]:
        parser.error("only one of the two files can be stdin")
    # Imported late, because the help needs none of it.
    from copvalue_tui.cli.loading import load_matrix
    from copvalue_tui.matrix.diff.words import differences

    old, new = (load_matrix(name) for name in options.versions)
    all_of_them = differences(old, new)
    _FORMATS[options.format](all_of_them)
    if not all_of_them:
        print_message("No differences.")
    return exits.FINDINGS if all_of_them else exits.DONE


def _convert(name: str) -> int:
    """Print a matrix as an outline, and any other file as it is: git stops at an error."""
    from copvalue_tui.cli.loading import load_text
    from copvalue_tui.exports.outline import outline_text
    from copvalue_tui.files.session.read import read
    from copvalue_tui.files.toml.errors import NotReadable

    text = load_text(name)
    try:
        print_result(outline_text(read(text)))
    except NotReadable:
        print_result(text)
    return exits.DONE


def _print_text(differences: Sequence[Decision]) -> None:
    from copvalue_tui.matrix.text.sanitize import safe

    print_result("".join(f"{safe(one.sentence)}\n" for one in differences))


def _print_markdown(differences: Sequence[Decision]) -> None:
    from copvalue_tui.matrix.text.escape import escaped

    print_result("".join(f"- {escaped(one.sentence)}\n" for one in differences))


def _print_json(differences: Sequence[Decision]) -> None:
    import json

    from copvalue_tui.files.journal.records import value_json

    records = [
        {
            "kind": one.kind,
            "about": one.about,
            "changes": one.changes,
            "old": value_json(one.old) if one.old else None,
            "new": value_json(one.new) if one.new else None,
        }
        for one in differences
    ]
    # Escaped to ASCII, so that nothing controls a terminal.
    print_result(json.dumps(records, indent=2) + "\n")


_FORMATS: dict[str, Callable[[Sequence[Decision]], None]] = {
    "text": _print_text,
    "md": _print_markdown,
    "json": _print_json,
}


def _parser() -> Parser:
    from copvalue_tui.cli.parsing import Parser

    parser = Parser(
        "copvalue diff",
        "Show what differs between two versions of a matrix: values added, dropped,\n"
        "reworded or moved, other statuses and details, rows, and facts.",
        EXAMPLES,
        "copvalue diff [--format FORMAT] OLD NEW\n       copvalue diff --textconv FILE",
    )
    parser.add_argument(
        "versions", nargs="*", metavar="OLD NEW", help="two session files; - reads stdin"
    )
    parser.add_argument(
        "--format", choices=tuple(_FORMATS), help="the output format (default: text)"
    )
    parser.add_argument(
        "--textconv",
        metavar="FILE",
        help="print FILE as an outline, and a file that is no matrix as it is, for git",
    )
    return parser
