"""The result of a review: its record for the file, and its summary in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from copvalue_tui.matrix.dates.calendar import day_words
from copvalue_tui.matrix.diff.pairing import Follower
from copvalue_tui.matrix.diff.words import DOT, Decision, decisions, value_words
from copvalue_tui.matrix.fields.typed import detail_text
from copvalue_tui.matrix.review_walk import Visit, Walk
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import Action, Matrix, Place, Review, Value, cells, value_at
from copvalue_tui.matrix.vocabulary import STATUS_NAMES

NO_WALK = Walk()


@dataclass(frozen=True, slots=True)
class Summary:
    """The results of a review so far."""

    visited: int = 0
    """Values the walk comes by and that still stand in cells."""
    decided: int = 0
    """Those of them with a verdict, changed or confirmed."""
    confirmed: int = 0
    """Those of them that stay as they are."""
    statuses: tuple[tuple[str, int], ...] = ()
    """Status → how many values have it now and did not at the start, in the table's order."""
    reworded: int = 0
    added: int = 0
    dropped: int = 0
    owners: int = 0
    """The number of values with a new owner."""
    dates: int = 0
    """The number of values with a new review date."""
    decisions: tuple[Decision, ...] = ()

    @property
    def sentence(self) -> str:
        """One line: `24 of 37 looked at; 17 confirmed; 5 now realized; 1 reworded.`"""
        parts = [f"{self.decided} of {self.visited} looked at"]
        if self.confirmed:
            parts.append(f"{self.confirmed} confirmed")
        if self.statuses:
            parts.append(", ".join(f"{count} now {name}" for name, count in self.statuses))
        counts = (
            (self.owners, "new owner", "new owners"),
            (self.dates, "new review date", "new review dates"),
            (self.reworded, "reworded", "reworded"),
            (self.added, "added", "added"),
            (self.dropped, "dropped", "dropped"),
        )
        parts += [plural(count, one, many) for count, one, many in counts if count]
        return "; ".join(parts) + "."


def summary(walk: Walk, before: Matrix, after: Matrix) -> Summary:
    """The changes from the matrix at the start of the review to the current one."""
    changes = decisions(before, after)
    pairs = [(each.old, each.new) for each in changes if each.old and each.new]
    fresh = [each.new for each in changes if each.new and not each.old]
    moved = [new.status for old, new in pairs if old.status != new.status]
    counts = Counter(moved)
    return Summary(
        visited=sum(visit.place is not None for visit in walk.visits),
        decided=len(looked_at(walk, changes)),
        confirmed=len(_confirmed(walk, changes)),
        statuses=tuple((name, counts[name]) for name in STATUS_NAMES if counts[name]),
        reworded=sum(old.text != new.text for old, new in pairs),
        added=len(fresh),
        dropped=sum(each.old is not None and each.new is None for each in changes),
        owners=sum(old.owner != new.owner for old, new in pairs),
        dates=sum(old.review_by != new.review_by for old, new in pairs),
        decisions=changes,
    )


def review_record(
    before: Matrix,
    after: Matrix,
    day: date,
    facilitator: str = "",
    present: Iterable[str] = (),
    note: str = "",
    *,
    walk: Walk = NO_WALK,
    scope: str = "",
    actions: tuple[Action, ...] = (),
) -> Review:
    """The record of a review from `before` to `after`: one sentence per net change.

    With the walk it went, it tells how much was looked at, what was confirmed, and why.
    """
    changes = decisions(before, after)
    confirmed = _confirmed(walk, changes)
    return Review(
        date=day,
        facilitator=detail_text(facilitator),
        present=tuple(text for each in present if (text := detail_text(each))),
        note=detail_text(note),
        decisions=_changed_sentences(walk, changes, confirmed),
        scope=detail_text(scope),
        looked_at=len(looked_at(walk, changes)),
        of=sum(visit.place is not None for visit in walk.visits),
        confirmed=_confirmed_sentences(after, changes, confirmed),
        actions=actions,
    )


def _changed_sentences(
    walk: Walk, changes: tuple[Decision, ...], confirmed: tuple[Visit, ...]
) -> tuple[str, ...]:
    stay = {visit.place for visit in confirmed}
    reasons = {visit.place: visit.reason for visit in walk.visits if visit.reason}
    return tuple(
        detail_text(_with_reason(each.sentence, reasons.get(each.place) if each.place else ""))
        for each in changes
        if each.place is None or each.place not in stay
    )


def _confirmed_sentences(
    matrix: Matrix, changes: tuple[Decision, ...], confirmed: tuple[Visit, ...]
) -> tuple[str, ...]:
    dates = {each.place: each.changes[0] for each in changes if _is_only_dated(each)}
    return tuple(
        detail_text(
            _with_reason(_as_it_is(matrix, visit.place, dates.get(visit.place)), visit.reason)
        )
        for visit in confirmed
        if visit.place is not None
    )


def looked_at(walk: Walk, changes: Iterable[Decision]) -> tuple[Visit, ...]:
    """The visits that were confirmed or whose value changed."""
    changed = {each.place for each in changes if each.place is not None}
    return tuple(
        visit
        for visit in walk.visits
        if visit.place is not None and (visit.decided or visit.place in changed)
    )


def _confirmed(walk: Walk, changes: tuple[Decision, ...]) -> tuple[Visit, ...]:
    """The visits whose value stays as it is, be it with the next review date."""
    changed = {each.place for each in changes}
    dated = {each.place for each in changes if _is_only_dated(each)}
    return tuple(
        visit
        for visit in looked_at(walk, changes)
        if visit.place not in changed or (visit.decided and visit.place in dated)
    )


def _is_only_dated(decision: Decision) -> bool:
    old, new = decision.old, decision.new
    if old is None or new is None or len(decision.changes) > 1:
        return False
    return old.review_by != new.review_by


def _as_it_is(matrix: Matrix, place: Place, dated: str | None) -> str:
    value = value_at(matrix, place)
    words = f"{value_words(matrix, place, value)}: {value.status}"
    return f"{words}; {dated}" if dated else words


def _with_reason(sentence: str, reason: str | None) -> str:
    return f"{sentence} ({reason})" if reason else sentence


def action_words(action: Action) -> str:
    """An action in a line: `Ask the bank · Facilitator · by 15 January 2027`."""
    by = f"by {day_words(action.by)}" if action.by else ""
    return " · ".join(part for part in (action.what, action.who, by) if part)


def open_actions(matrix: Matrix) -> tuple[tuple[int, int, Action], ...]:
    """The actions that are not done, each with the index of its review and its own in it."""
    return tuple(
        (number, at, action)
        for number, review in enumerate(matrix.reviews)
        for at, action in enumerate(review.actions)
        if action.done is None
    )


def is_about(action: Action, row: str, value: Value) -> bool:
    """Whether an action is about a value in the row of this name, in whichever horizon."""
    return action.about.startswith(f"{row}{DOT}") and action.about.endswith(f"{DOT}{value.text}")


def followed(actions: tuple[Action, ...], old: Matrix, new: Matrix) -> tuple[Action, ...]:
    """The actions, each open one about its value as the new matrix names it."""
    lost = {one.about for one in actions if one.about and one.done is None} - _named(new).keys()
    named = _named(old) if lost else {}
    if lost.isdisjoint(named):
        return actions
    find = Follower(old, new).value
    renamed: dict[str, str] = {}
    for about in lost & named.keys():
        place = find(named[about])
        if place is not None:
            renamed[about] = value_words(new, place, value_at(new, place))
    return tuple(
        replace(one, about=renamed.get(one.about, one.about)) if one.done is None else one
        for one in actions
    )


def _named(matrix: Matrix) -> dict[str, Place]:
    """Each value as an action names it, and where it is."""
    return {
        value_words(matrix, place, value): replace(place, slot=slot)
        for place, cell in cells(matrix)
        for slot, value in enumerate(cell)
    }


def with_actions_followed(old: Matrix, new: Matrix) -> Matrix:
    """The new matrix, the open actions of its reviews about the values that they were about."""
    reviews = tuple(
        replace(review, actions=followed(review.actions, old, new)) for review in new.reviews
    )
    return new if reviews == new.reviews else replace(new, reviews=reviews)


def with_action_done(matrix: Matrix, review: int, at: int, day: date | None) -> Matrix:
    """The matrix with one action marked as done on a day, or as open again."""
    old = matrix.reviews[review]
    actions = list(old.actions)
    actions[at] = replace(actions[at], done=day)
    reviews = list(matrix.reviews)
    reviews[review] = replace(old, actions=tuple(actions))
    return replace(matrix, reviews=tuple(reviews))


def people(typed: str) -> tuple[str, ...]:
    """The people present, typed as names or roles separated by commas or semicolons."""
    parts = (detail_text(part) for part in typed.replace(";", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
