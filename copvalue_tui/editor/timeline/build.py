"""The timeline, built from journals: every step in words and with its time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.timeline import Timeline, TimelineMoment, TimelineSession
from copvalue_tui.files.journal.model import MOST_ACTIONS, Moment
from copvalue_tui.files.journal.sessions import DAYS, Session
from copvalue_tui.matrix.values import with_blank_rows

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WORDS = {"undo": "Undone: {}", "redo": "Redone: {}"}
"""Kind of a moment → how its step is worded, where that is not its own label."""
_ENDS = {
    "hangup": "connection lost",
    "term": "terminated",
    "int": "interrupted",
    "crash": "crashed",
    "": "killed, or the machine stopped",
}
"""Why a session ended → a short note; other ends have none."""
GONE = f"Older steps are gone; the last {MOST_ACTIONS} are kept, for {DAYS} days."


def timeline_of(state: State, sessions: Sequence[Session], now: float) -> Timeline:
    """The timeline of these sessions, the oldest first; the last may be the one that is open.

    Without any session, the undo history is used.
    """
    latest = sessions[-1] if sessions else None
    present = latest if latest is not None and latest.open else None
    entries = [TimelineMoment("Now", state.matrix, state.cursor, kind="now")]
    sittings = [TimelineSession(_since(present, now) if present else "This session")]
    if present is not None and present.moments:
        entries += _entries(present, 0, now)
        sittings[0] = replace(sittings[0], older=GONE if present.gone else "")
    elif present is None:
        entries += _from_history(state)
    for session in reversed(sessions[: len(sessions) - (present is not None)]):
        entries += _entries(session, len(sittings), now)
        sittings.append(_sitting(session, present, now))
    return Timeline(tuple(entries), tuple(sittings))


def named_now(state: State, timeline: Timeline, name: str, now: float) -> Timeline:
    """The timeline with a checkpoint at the present."""
    moment = Moment(name, now, state.matrix, state.cursor, kind="checkpoint")
    first, *rest = timeline.entries
    return replace(timeline, entries=(first, _entry(moment, 0, now), *rest), chosen=1)


def when_words(at: float, now: float) -> str:
    """A moment as sentences name it: “14:02 on 21 November”; its year when that is another."""
    return f"{_clock(at)} on {_day(at, now)}" if at else ""


def _entries(session: Session, sitting: int, now: float) -> list[TimelineMoment]:
    """The moments of a session, the latest first."""
    return [_entry(moment, sitting, now) for moment in reversed(session.moments)]


def _entry(moment: Moment, sitting: int, now: float) -> TimelineMoment:
    label = moment.label
    if moment.kind in _WORDS:
        label = _WORDS[moment.kind].format(label[:1].lower() + label[1:])
    return TimelineMoment(
        words=label or "As far back as recorded",
        matrix=with_blank_rows(moment.matrix),
        cursor=moment.cursor,
        clock=_clock(moment.at) if moment.at else "",
        when=when_words(moment.at, now),
        kind=moment.kind,
        sitting=sitting,
    )


def _from_history(state: State) -> list[TimelineMoment]:
    """What can be undone, as moments whose time nobody knows."""
    done = state.history.done
    entries = [
        TimelineMoment(step.action, step.after.matrix, step.after.cursor) for step in reversed(done)
    ]
    if done:
        start = done[0].before
        entries.append(TimelineMoment("Opened", start.matrix, start.cursor, kind="open"))
    return entries


def _since(session: Session, now: float) -> str:
    day = "" if _date(session.started) == _date(now) else f" {_day(session.started, now)},"
    return f"This session, since{day} {_clock(session.started)}"


def _sitting(session: Session, present: Session | None, now: float) -> TimelineSession:
    notes = [_ENDS[session.why]] if session.why in _ENDS else []
    writer = session.writer
    here = present.writer if present is not None else writer
    if (writer.user, writer.host) != (here.user, here.host):
        notes.insert(0, f"{writer.user} on {writer.host}")
    note = ", ".join(notes)
    older = GONE if session.gone else ""
    return TimelineSession(_span(session, now), note[:1].upper() + note[1:], older)


def _span(session: Session, now: float) -> str:
    """From when to when a session was."""
    start, end = session.started, max(session.last_at, session.started)
    if not start:
        return "A session at an unknown time"
    if _date(start) != _date(end):
        return f"{_day(start, now)} {_clock(start)} – {_day(end, now)} {_clock(end)}"
    times = _clock(start) if _clock(start) == _clock(end) else f"{_clock(start)}–{_clock(end)}"
    return f"{_day(start, now)}, {times}"


def _day(at: float, now: float) -> str:
    moment, present = time.localtime(at), time.localtime(now)
    year = "" if moment.tm_year == present.tm_year else f" {moment.tm_year}"
    return f"{moment.tm_mday} {MONTHS[moment.tm_mon - 1]}{year}"


def _clock(at: float) -> str:
    return time.strftime("%H:%M", time.localtime(at))


def _date(at: float) -> tuple[int, ...]:
    return time.localtime(at)[:3]
