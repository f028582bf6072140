"""`copvalue check`: what is missing or doubtful in matrices, in plain sentences with lines."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import give, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.files.session.findings import Checked, FileFinding
    from copvalue_tui.matrix.checks.kinds import Level
    from copvalue_tui.matrix.checks.matrix_checks import Cycles

BLOCKING = ("problem", "doubt")
"""The levels that end in exit code 1 when no level is asked for; hints never stand in the way."""
DESCRIPTION = """\
Say what is missing or doubtful in value matrices: empty cells, values without
owner or evidence, overdue reviews, doubles, and wording that could be clearer.

levels:
  problem   contradicts itself, is late, or leaves somebody without any value
  doubt     worth a question at the next review
  hint      could be worded or balanced better
"""
EXAMPLES = """\
Without --level everything is told, and hints alone do not end in exit code 1.
Exit codes: 0 nothing found, 1 findings, 3 a file cannot be read as a matrix.

examples:
  copvalue check water.toml
  copvalue check --level problem matrices/*.toml
  copvalue check --on 2027-03 water.toml     what will be overdue by then
  copvalue check --format json water.toml | jq '.[].findings[].sentence'
"""


class _Wishes:
    files: list[str]
    level: Level | None = None
    format = "text"
    on: date | None = None
    cycles = False


def run(words: list[str]) -> int:
    """Check files; every one is checked, also when one before it cannot be read."""
    wishes = _wished(words)
    # Only now: the help needs none of it.
    from datetime import datetime

    from copvalue_tui.cli.loading import NotLoaded, faults_text, load_text
    from copvalue_tui.files.session.findings import check_text
    from copvalue_tui.files.toml.errors import NotReadable

    today = wishes.on or datetime.now().astimezone().date()
    cycles = _cycles() if wishes.cycles else None
    read: list[tuple[str, Checked]] = []
    unread: list[str] = []
    for name in wishes.files:
        try:
            read.append((name, check_text(load_text(name), today, cycles)))
        except NotLoaded:
            unread.append(name)
        except NotReadable as faults:
            tell(faults_text(name, faults))
            unread.append(name)
    if wishes.format == "json":
        _give_json(wishes, read, unread)
    else:
        _give_text(wishes, read)
    if unread:
        return exits.UNREADABLE
    levels = BLOCKING if wishes.level is None else _levels(wishes)
    blocking = any(each.level in levels for _, checked in read for each in checked.findings)
    return exits.FINDINGS if blocking else exits.DONE


def _give_text(wishes: _Wishes, read: list[tuple[str, Checked]]) -> None:
    for name, checked in read:
        where = _shown("stdin" if name == "-" else name)
        asked = _asked(wishes, checked)
        for found in asked:
            give(f"{where}:{found.line}: {found.level}: {_shown(found.sentence)}\n")
        tell(_summed(where, checked, asked, wishes))


def _shown(sentence: str) -> str:
    """The sentence with nothing in it that a terminal would obey."""
    plain = sentence.replace("“", "").replace("”", "")
    if plain.isascii() and plain.isprintable():
        # Our own quotes are harmless, and looking for what is not takes long to be loaded.
        return sentence
    from copvalue_tui.matrix.text.sanitize import safe

    return safe(sentence)


def _summed(where: str, checked: Checked, asked: list[FileFinding], wishes: _Wishes) -> str:
    """How many findings a file has, as one sentence."""
    from collections import Counter

    from copvalue_tui.matrix.values import count_values

    count = count_values(checked.matrix)
    values = "1 value" if count == 1 else f"{count:,} values"
    counts = Counter(found.level for found in asked)
    parts = [
        f"{counts[level]:,} {level}{'s' * (counts[level] > 1)}"
        for level in _levels(wishes)
        if counts[level]
    ]
    return f"{where}: {values}; {', '.join(parts) or 'nothing is missing or doubtful'}."


def _give_json(wishes: _Wishes, read: list[tuple[str, Checked]], unread: list[str]) -> None:
    import json

    from copvalue_tui.matrix.values import count_values

    files: list[dict[str, object]] = [
        {
            "file": name,
            "read": True,
            "title": checked.matrix.title,
            "values": count_values(checked.matrix),
            "findings": [_plain(checked, found) for found in _asked(wishes, checked)],
        }
        for name, checked in read
    ]
    files += [{"file": name, "read": False, "findings": []} for name in unread]
    give(json.dumps(files, ensure_ascii=True, indent=2) + "\n")


def _plain(checked: Checked, found: FileFinding) -> dict[str, object]:
    plain: dict[str, object] = {
        "line": found.line,
        "path": found.path,
        "kind": found.kind,
        "level": found.level,
        "sentence": found.sentence,
    }
    about = found.about
    if about is not None and about.row is not None:
        row = checked.matrix.rows[about.row]
        plain["row"] = row.name
        if about.place is not None:
            cell = row.cell(about.place.horizon)
            plain["horizon"] = about.place.horizon
            plain["value"] = cell[about.place.slot].text if about.place.slot < len(cell) else None
    return plain


def _asked(wishes: _Wishes, checked: Checked) -> list[FileFinding]:
    levels = _levels(wishes)
    return [found for found in checked.findings if found.level in levels]


def _levels(wishes: _Wishes) -> tuple[Level, ...]:
    from copvalue_tui.matrix.checks.kinds import at_least

    return at_least(wishes.level or "hint")


def _cycles() -> Cycles:
    from copvalue_tui.suggest.coverage import CyclesOfDuplicates
    from copvalue_tui.suggest.library import find_packs

    return CyclesOfDuplicates(find_packs(()).packs)


def _wished(words: list[str]) -> _Wishes:
    """What the words ask for; most often files only, for which no parser has to be built."""
    wishes = _Wishes()
    if words and not any(word.startswith("-") for word in words):
        wishes.files = words
        return wishes
    return _parser().parse_args(words, wishes)


def _parser() -> Parser:
    from copvalue_tui.cli.argument_types import a_date
    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.matrix.checks.kinds import LEVELS

    parser = Parser("copvalue check", DESCRIPTION, EXAMPLES)
    parser.add_argument("files", metavar="FILE", nargs="+", help="session files; - is stdin")
    parser.add_argument(
        "--level",
        choices=tuple(LEVELS),
        help="tell findings of this level and graver ones, and exit 1 when there are any",
    )
    parser.add_argument("--format", choices=("text", "json"), help="sentences, or JSON (text)")
    parser.add_argument(
        "--on", type=a_date, metavar="DATE", help="judge as on that day, such as 2027-03 (today)"
    )
    parser.add_argument(
        "--cycles", action="store_true", help="compare the value cycles that packs know, too"
    )
    return parser
