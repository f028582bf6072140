"""The balance of a matrix as a page: coverage, every finding with where it leads, and counts."""

from __future__ import annotations

from typing import NamedTuple

from copvalue_tui.editor.pages.page import (
    Band,
    Block,
    Fact,
    FigureHeads,
    Figures,
    Heading,
    Page,
    PageAction,
    Sentence,
    Stop,
)
from copvalue_tui.matrix.balance import Balance, Counts, RowBalance
from copvalue_tui.matrix.checks.kinds import LEVELS, Finding, Level
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import HORIZON_WORDS, Matrix, Place, value_at
from copvalue_tui.matrix.vocabulary import DEFAULT_EVIDENCE, DEFAULT_STATUS

TITLE = "Balance"
SHARED = PageAction("s", "shared values", "Show what members and organizations both want.")
LABELS = "123456789acdefimoprtvwxyz"
"""Keys of the first findings; the letters that are left out do something else on the page."""
MOST_LISTED = 2_000
"""At most so many findings on the page."""
MOST_OWNERS = 6
MOST_VOTED = 3
NOTES: dict[Level, str] = {
    "problem": "look at these first",
    "doubt": "worth a question at the next review",
    "hint": "could be better; not urgent",
}
"""Level → the note behind its heading."""


class BalancePage(NamedTuple):
    """The page, and what its stops are about."""

    page: Page
    first: int
    """Index of the stop of the first finding; those before are about rows."""
    findings: tuple[Finding, ...]
    """One for each stop from there on."""

    @property
    def shared(self) -> int:
        """Index of the last stop, which leads to the shared values."""
        return self.first + len(self.findings)

    def finding(self, stop: int) -> Finding | None:
        """The finding of a stop, if it is one."""
        return self.findings[stop - self.first] if self.first <= stop < self.shared else None


def soundness_page(matrix: Matrix, sound: Balance, closing: tuple[str, ...]) -> BalancePage:
    """The page that answers whether the matrix is sound."""
    table = _table(matrix, sound)
    facts = _facts(matrix, sound)
    every = sound.gravest_first
    findings = every[:MOST_LISTED]
    page = Page(
        title=TITLE,
        verdict=verdict(sound),
        blocks=(*table, *_findings(matrix, findings), *_unlisted(len(every)), *facts),
        start=len(sound.rows) if findings else 0,
        actions=(PageAction("Tab", "next part"), SHARED),
        closing=closing,
    )
    return BalancePage(page, len(sound.rows), findings)


def verdict(sound: Balance) -> str:
    """How many findings there are, as one phrase, the gravest first."""
    counts = [(level, len(sound.of_level(level))) for level in LEVELS]
    said = [f"{count:,} {level}{'s' * (count > 1)}" for level, count in counts if count]
    return ", ".join(said) or "nothing is missing or doubtful"


def _table(matrix: Matrix, sound: Balance) -> tuple[Block, ...]:
    """The coverage of each row; what nobody notes has no column."""
    columns = (
        ("no owner", bool(sound.owners), [row.without_owner for row in sound.rows]),
        (
            "no evidence",
            any(count for word, count in sound.evidence if word != DEFAULT_EVIDENCE),
            [row.without_evidence for row in sound.rows],
        ),
        ("overdue", bool(sound.due), [row.overdue for row in sound.rows]),
    )
    used = [(head, counts) for head, wanted, counts in columns if wanted]
    heads = ("short", "long"), tuple(head for head, _ in used)
    blocks: list[Block] = []
    audience = ""
    for at, row in enumerate(sound.rows):
        if row.audience != audience:
            audience = row.audience
            title = audience.capitalize()
            blocks.append(Band(title) if blocks else FigureHeads(title, *heads))
        stop = Stop(row.name or "a row without a name", place=_open(row), note=_row_note(row))
        blocks.append(Figures(stop, (row.short, row.long), tuple(counts[at] for _, counts in used)))
    return tuple(blocks)


def _open(row: RowBalance) -> Place:
    """Where choosing a row leads: to its empty cell, if it has one."""
    return Place(row.row, 1 if row.short and not row.long else 0)


def _row_note(row: RowBalance) -> str:
    kind = "Member segment" if row.audience == "members" else "Organization"
    count = row.short + row.long
    return f"{kind} with {plural(count, 'value')}, not counting retired ones."


def _facts(matrix: Matrix, sound: Balance) -> tuple[Block, ...]:
    parked = (plural(sound.parked, "value"),) if sound.parked else ()
    facts = [
        Fact("Status", _count_words(sound.statuses, DEFAULT_STATUS)),
        Fact("Priority", _count_words(sound.priorities, "")),
        Fact("Evidence", _count_words(sound.evidence, DEFAULT_EVIDENCE)),
        Fact("Owners", _owners(sound)),
        Fact("Review", _reviews(sound)),
        Fact("Votes", _votes(matrix, sound)),
        Fact("Cycles", _cycles(sound)),
        Fact("Parked", parked),
    ]
    shared = Stop("Shared values", note="What members and organizations both want; s to open.")
    return (*(fact for fact in facts if fact.words), Fact("Shared", _shared(sound), shared))


def _count_words(counts: Counts, default: str) -> tuple[str, ...]:
    """The counts in words; empty when every value has the default."""
    if not any(count for word, count in counts if word != default):
        return ()
    return tuple(f"{count:,} {word or 'unset'}" for word, count in counts if count)


def _owners(sound: Balance) -> tuple[str, ...]:
    if not sound.owners:
        return ()
    named = [f"{owner} {count:,}" for owner, count in sound.owners[:MOST_OWNERS]]
    rest = len(sound.owners) - MOST_OWNERS
    named += [plural(rest, "other")] if rest > 0 else []
    named += [f"nobody {len(sound.without_owner):,}"] if sound.without_owner else []
    return tuple(named)


def _reviews(sound: Balance) -> tuple[str, ...]:
    late, soon = len(sound.overdue), len(sound.due) - len(sound.overdue)
    parts = (f"{late:,} overdue" * bool(late), f"{soon:,} due within a month" * bool(soon))
    return tuple(filter(None, parts))


def _votes(matrix: Matrix, sound: Balance) -> tuple[str, ...]:
    best = [value_at(matrix, place) for place in sound.voted[:MOST_VOTED]]
    return tuple(f"{value.votes:,} for “{value.text}”" for value in best)


def _cycles(sound: Balance) -> tuple[str, ...]:
    """Of which cycles the values speak whose cycle is known."""
    known = [f"{count:,} {word}" for word, count in sound.cycles if count]
    if not known:
        return ()
    other = sound.values - sum(count for _, count in sound.cycles)
    known += [f"{other:,} unclassified"] if other else []
    return (*known, *(f"no {word}" for word, count in sound.cycles if not count))


def _shared(sound: Balance) -> tuple[str, ...]:
    shared = sound.sharing
    parts = (
        plural(len(shared.meeting), "theme") if shared.themes else "nothing linked yet",
        f"{len(shared.one_sided):,} with one side only" * bool(shared.one_sided),
        f"{len(shared.only_members):,} only of members" * bool(shared.only_members),
        f"{len(shared.only_organizations):,} only of organizations"
        * bool(shared.only_organizations),
    )
    return tuple(filter(None, parts))


def _findings(matrix: Matrix, findings: tuple[Finding, ...]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    level = ""
    for at, finding in enumerate(findings):
        if finding.level != level:
            level = finding.level
            blocks.append(Heading(f"{level.capitalize()}s", NOTES[finding.level]))
        key = LABELS[at] if at < len(LABELS) else ""
        note = where_words(matrix, finding)
        blocks.append(Sentence(Stop(finding.sentence, "", finding.target, key, note)))
    return tuple(blocks) or (Heading("Nothing is missing or doubtful."),)


def _unlisted(count: int) -> tuple[Block, ...]:
    rest = count - MOST_LISTED
    more = f"{rest:,} more are not listed here; “copvalue check” lists all."
    return (Heading(more),) if rest > 0 else ()


def where_words(matrix: Matrix, finding: Finding) -> str:
    """Where a finding is, in words."""
    if finding.place is not None:
        row = matrix.rows[finding.place.row]
        return f"{row.name}, {HORIZON_WORDS[finding.place.horizon]}"
    if finding.row is not None:
        return f"{matrix.rows[finding.row].name}, the whole row"
    if finding.path[:1] == ("reviews",):
        return "In the record of a review"
    return "The whole matrix" if finding.parked is None else "In the parking lot"
