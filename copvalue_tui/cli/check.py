"""`copvalue check`: what is missing or doubtful in matrices, one sentence per finding."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import print_message, print_result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.files.session.findings import Checked, FileFinding
    from copvalue_tui.matrix.checks.kinds import Level
    from copvalue_tui.matrix.checks.matrix_checks import Cycles

BLOCKING = ("problem", "doubt")
"""The levels that lead to exit code 1 without `--level`; hints alone do not."""
DESCRIPTION = """\
Show what is missing or doubtful in value matrices: empty cells, values without
owner or evidence, overdue reviews, duplicates, and unclear wording. The
sentences are in the language of each matrix.

levels:
  problem   a contradiction, a missed date, or someone without any value
  doubt     worth asking about at the next review
  hint      a better wording or balance is possible
"""
EXAMPLES = """\
Without --level, all findings are shown; hints alone do not cause exit code 1.
Exit codes: 0 no findings, 1 findings, 3 a file cannot be read as a matrix.

examples:
  copvalue check water.toml
  copvalue check --level problem matrices/*.toml
  copvalue check --on 2027-03 water.toml     show what will be overdue by then
  copvalue check --language fr water.toml    in French instead
  copvalue check --format json water.toml | jq '.[].findings[].sentence'
"""


class _Options:
    files: list[str]
    level: Level | None = None
    format = "text"
    on: date | None = None
    cycles = False
    language = ""


def run(words: list[str]) -> int:
    """Check every file, including those after one that cannot be read."""
    options = _parse(words)
    # Imported late, because the help needs none of it.
    from datetime import datetime

    from copvalue_tui.cli.loading import faults_text, load_text
    from copvalue_tui.files.session.findings import check_text
    from copvalue_tui.files.toml.errors import NotReadable

    today = options.on or datetime.now().astimezone().date()
    cycles = _cycles() if options.cycles else None
    read: list[tuple[str, Checked]] = []
    unread: list[str] = []
    for name in options.files:
        try:
            read.append((name, check_text(load_text(name), today, cycles, options.language)))
        except exits.Refusal as refusal:
            print_message(str(refusal))
            unread.append(name)
        except NotReadable as faults:
            print_message(faults_text(name, faults))
            unread.append(name)
    if options.format == "json":
        _print_json(options, read, unread)
    else:
        _print_text(options, read)
    if unread:
        return exits.UNREADABLE
    levels = BLOCKING if options.level is None else _levels(options)
    blocking = any(each.level in levels for _, checked in read for each in checked.findings)
    return exits.FINDINGS if blocking else exits.DONE


def _print_text(options: _Options, read: list[tuple[str, Checked]]) -> None:
    for name, checked in read:
        where = _safe("stdin" if name == "-" else name)
        findings = _reported(options, checked)
        for finding in findings:
            level = checked.label(f"check.{finding.level}")
            print_result(f"{where}:{finding.line}: {level}: {_safe(finding.sentence)}\n")
        print_message(_summary(where, checked, findings, options))


def _safe(sentence: str) -> str:
    """The sentence without anything that a terminal would obey."""
    plain = sentence.replace("“", "").replace("”", "")
    if plain.isascii() and plain.isprintable():
        # Our own quotes are harmless, and the full check is slow to import.
        return sentence
    from copvalue_tui.matrix.text.sanitize import safe

    return safe(sentence)


def _summary(where: str, checked: Checked, findings: list[FileFinding], options: _Options) -> str:
    """The number of findings in a file, as one sentence."""
    from collections import Counter

    from copvalue_tui.matrix.values import count_values

    label = checked.label

    def counted(kind: str, count: int) -> str:
        return label(f"check.{kind}.{'one' if count == 1 else 'many'}").format(f"{count:,}")

    counts = Counter(finding.level for finding in findings)
    parts = [counted(level, counts[level]) for level in _levels(options) if counts[level]]
    values = counted("values", count_values(checked.matrix))
    return f"{where}: {values}; {', '.join(parts) or label('check.nothing')}."


def _print_json(options: _Options, read: list[tuple[str, Checked]], unread: list[str]) -> None:
    import json

    from copvalue_tui.matrix.values import count_values

    files: list[dict[str, object]] = [
        {
            "file": name,
            "read": True,
            "title": checked.matrix.title,
            "values": count_values(checked.matrix),
            "findings": [
                _json_finding(checked, finding) for finding in _reported(options, checked)
            ],
        }
        for name, checked in read
    ]
    files += [{"file": name, "read": False, "findings": []} for name in unread]
    print_result(json.dumps(files, ensure_ascii=True, indent=2) + "\n")


def _json_finding(checked: Checked, finding: FileFinding) -> dict[str, object]:
    data: dict[str, object] = {
        "line": finding.line,
        "path": finding.path,
        "kind": finding.kind,
        "level": finding.level,
        "sentence": finding.sentence,
    }
    about = finding.about
    if about is not None and about.row is not None:
        row = checked.matrix.rows[about.row]
        data["row"] = row.name
        if about.place is not None:
            cell = row.cell(about.place.horizon)
            data["horizon"] = about.place.horizon
            data["value"] = cell[about.place.slot].text if about.place.slot < len(cell) else None
    return data


def _reported(options: _Options, checked: Checked) -> list[FileFinding]:
    levels = _levels(options)
    return [finding for finding in checked.findings if finding.level in levels]


def _levels(options: _Options) -> tuple[Level, ...]:
    from copvalue_tui.matrix.checks.kinds import at_least

    return at_least(options.level or "hint")


def _cycles() -> Cycles:
    from copvalue_tui.suggest.coverage import CyclesOfDuplicates
    from copvalue_tui.suggest.library import find_packs

    return CyclesOfDuplicates(find_packs(()).packs)


def _parse(words: list[str]) -> _Options:
    """The options in `words`; file names alone need no parser, which saves time."""
    options = _Options()
    if words and not any(word.startswith("-") for word in words):
        options.files = words
        return options
    parser = _parser()
    parser.parse_args(words, options)
    parser.read_stdin_once(*options.files)
    return options


def _parser() -> Parser:
    from copvalue_tui.cli.parsing import Parser, date_argument
    from copvalue_tui.matrix.checks.kinds import LEVELS

    parser = Parser("copvalue check", DESCRIPTION, EXAMPLES)
    parser.add_argument("files", metavar="FILE", nargs="+", help="session files; - reads stdin")
    parser.add_argument(
        "--level",
        choices=tuple(LEVELS),
        help="show only findings of this level and worse, and exit 1 if there are any",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), help="print sentences or JSON (default: text)"
    )
    parser.add_argument(
        "--on",
        type=date_argument,
        metavar="DATE",
        help="check as of this day, such as 2027-03 (default: today)",
    )
    parser.add_argument(
        "--cycles",
        action="store_true",
        help="also compare the matrix with the value cycles in the packs",
    )
    parser.add_language("the sentences", "each matrix's own")
    return parser
