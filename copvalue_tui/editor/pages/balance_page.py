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
from copvalue_tui.matrix.checks.kinds import LEVELS, Finding
from copvalue_tui.matrix.text.labels import Labels, labels_for
from copvalue_tui.matrix.values import Matrix, Place, value_at
from copvalue_tui.matrix.vocabulary import DEFAULT_EVIDENCE, DEFAULT_STATUS

TITLE = "Balance"
SHARED = PageAction("s", "shared values", "Show what members and organizations both want.")
LABELS = "123456789acdefimoprtvwxyz"
"""Keys of the first findings; the letters that are left out do something else on the page."""
MOST_LISTED = 2_000
"""At most so many findings on the page."""
MOST_OWNERS = 6
MOST_VOTED = 3


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
    labels = labels_for(matrix.language)
    table = _table(sound, labels)
    facts = _facts(matrix, sound, labels)
    every = sound.gravest_first
    findings = every[:MOST_LISTED]
    page = Page(
        title=TITLE,
        verdict=verdict(sound, labels),
        blocks=(
            *table,
            *_findings(matrix, findings, labels),
            *_unlisted(len(every), labels),
            *facts,
        ),
        start=len(sound.rows) if findings else 0,
        actions=(PageAction("Tab", "next part"), SHARED),
        closing=closing,
    )
    return BalancePage(page, len(sound.rows), findings)


def verdict(sound: Balance, labels: Labels) -> str:
    """How many findings there are, as one phrase, the gravest first."""
    counts = [(level, len(sound.of_level(level))) for level in LEVELS]
    said = [_plural(labels, f"check.{level}", count) for level, count in counts if count]
    return ", ".join(said) or labels("balance.nothing")


def _plural(labels: Labels, key: str, count: int) -> str:
    return labels(f"{key}.{'one' if count == 1 else 'many'}").format(f"{count:,}")


def _number(labels: Labels, key: str, count: int) -> str:
    """A phrase with this number; empty where it is 0."""
    return labels(f"balance.{key}").format(f"{count:,}") if count else ""


def _table(sound: Balance, labels: Labels) -> tuple[Block, ...]:
    """The coverage of each row; what nobody notes has no column."""
    columns = (
        (labels("balance.no_owner"), bool(sound.owners), [row.without_owner for row in sound.rows]),
        (
            labels("balance.no_evidence"),
            any(count for word, count in sound.evidence if word != DEFAULT_EVIDENCE),
            [row.without_evidence for row in sound.rows],
        ),
        (labels("balance.overdue"), bool(sound.due), [row.overdue for row in sound.rows]),
    )
    used = [(head, counts) for head, wanted, counts in columns if wanted]
    horizons = labels("balance.short"), labels("balance.long")
    heads = horizons, tuple(head for head, _ in used)
    blocks: list[Block] = []
    audience = ""
    for at, row in enumerate(sound.rows):
        if row.audience != audience:
            audience = row.audience
            title = labels(audience)
            blocks.append(Band(title) if blocks else FigureHeads(title, *heads))
        stop = Stop(row.name or labels("no_name"), place=_open(row), note=_row_note(row, labels))
        blocks.append(Figures(stop, (row.short, row.long), tuple(counts[at] for _, counts in used)))
    return tuple(blocks)


def _open(row: RowBalance) -> Place:
    """Where choosing a row leads: to its empty cell, if it has one."""
    return Place(row.row, 1 if row.short and not row.long else 0)


def _row_note(row: RowBalance, labels: Labels) -> str:
    values = _plural(labels, "check.values", row.short + row.long)
    return labels(f"balance.{row.audience}").format(values)


def _facts(matrix: Matrix, sound: Balance, labels: Labels) -> tuple[Block, ...]:
    parked = (_plural(labels, "check.values", sound.parked),) if sound.parked else ()
    facts = {
        "status": _count_words(labels, "status", sound.statuses, DEFAULT_STATUS),
        "priority": _count_words(labels, "priority", sound.priorities, ""),
        "evidence": _count_words(labels, "evidence", sound.evidence, DEFAULT_EVIDENCE),
        "owners": _owners(sound, labels),
        "review": _reviews(sound, labels),
        "votes": _votes(matrix, sound, labels),
        "cycles": _cycles(sound, labels),
        "parked": parked,
    }
    shared = Stop(labels("balance.shared_values"), note=labels("balance.shared_note"))
    return (
        *(Fact(labels(f"balance.{key}"), words) for key, words in facts.items() if words),
        Fact(labels("balance.shared"), _shared(sound, labels), shared),
    )


def _count_words(labels: Labels, field: str, counts: Counts, default: str) -> tuple[str, ...]:
    """The counts in words; empty when every value has the default."""
    if not any(count for word, count in counts if word != default):
        return ()
    unset = labels("balance.unset")
    return tuple(
        f"{count:,} {labels(f'{field}.{word}', word) if word else unset}"
        for word, count in counts
        if count
    )


def _owners(sound: Balance, labels: Labels) -> tuple[str, ...]:
    if not sound.owners:
        return ()
    named = [f"{owner} {count:,}" for owner, count in sound.owners[:MOST_OWNERS]]
    rest = len(sound.owners) - MOST_OWNERS
    named += [_plural(labels, "balance.others", rest)] if rest > 0 else []
    nobody = _number(labels, "nobody", len(sound.without_owner))
    return (*named, nobody) if nobody else tuple(named)


def _reviews(sound: Balance, labels: Labels) -> tuple[str, ...]:
    late, soon = len(sound.overdue), len(sound.due) - len(sound.overdue)
    return tuple(filter(None, (_number(labels, "late", late), _number(labels, "soon", soon))))


def _votes(matrix: Matrix, sound: Balance, labels: Labels) -> tuple[str, ...]:
    best = [value_at(matrix, place) for place in sound.voted[:MOST_VOTED]]
    said = labels("balance.votes_for")
    return tuple(said.format(count=f"{value.votes:,}", text=value.text) for value in best)


def _cycles(sound: Balance, labels: Labels) -> tuple[str, ...]:
    """Of which cycles the values speak whose cycle is known."""
    cycles = [(labels(f"cycle.{word}", word), count) for word, count in sound.cycles]
    known = [f"{count:,} {word}" for word, count in cycles if count]
    if not known:
        return ()
    other = _number(labels, "unclassified", sound.values - sum(count for _, count in cycles))
    none = [labels("balance.no_cycle").format(word) for word, count in cycles if not count]
    return tuple(filter(None, (*known, other, *none)))


def _shared(sound: Balance, labels: Labels) -> tuple[str, ...]:
    shared = sound.sharing
    themes = _plural(labels, "balance.themes", len(shared.meeting))
    parts = (
        themes if shared.themes else labels("balance.no_theme"),
        _number(labels, "one_sided", len(shared.one_sided)),
        _number(labels, "only_members", len(shared.only_members)),
        _number(labels, "only_organizations", len(shared.only_organizations)),
    )
    return tuple(filter(None, parts))


def _findings(matrix: Matrix, findings: tuple[Finding, ...], labels: Labels) -> tuple[Block, ...]:
    blocks: list[Block] = []
    level = ""
    for at, finding in enumerate(findings):
        if finding.level != level:
            level = finding.level
            heading = Heading(labels(f"balance.{level}"), labels(f"balance.{level}.note"))
            blocks.append(heading)
        key = LABELS[at] if at < len(LABELS) else ""
        note = where_words(matrix, finding, labels)
        blocks.append(Sentence(Stop(finding.sentence, "", finding.target, key, note)))
    return tuple(blocks) or (Heading(f"{_sentence(labels('balance.nothing'))}."),)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _unlisted(count: int, labels: Labels) -> tuple[Block, ...]:
    more = _number(labels, "unlisted", max(count - MOST_LISTED, 0))
    return (Heading(more),) if more else ()


def where_words(matrix: Matrix, finding: Finding, labels: Labels) -> str:
    """Where a finding is, in words."""
    if finding.place is not None:
        row = matrix.rows[finding.place.row]
        return f"{row.name}, {labels(f'{finding.place.horizon}_words')}"
    if finding.row is not None:
        return labels("balance.where.row").format(matrix.rows[finding.row].name)
    if finding.path[:1] == ("reviews",):
        return labels("balance.where.review")
    return labels("balance.where.matrix" if finding.parked is None else "balance.where.parked")
