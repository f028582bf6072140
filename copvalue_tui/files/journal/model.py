"""What a session did: its moments and drafts, and their records in the recovery file."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from copvalue_tui.files.journal.delta import change_between, changed, text_change
from copvalue_tui.files.journal.records import VERSION, Damaged, Json, body_of, place_json, table_of
from copvalue_tui.files.storage.encoding import Source
from copvalue_tui.files.storage.lock_owner import LockOwner
from copvalue_tui.files.text_history.history import EarlierText, TextHistory
from copvalue_tui.matrix.values import Matrix, Place

MOST_ACTIONS = 500
"""How many edits a recovery file keeps; older ones are dropped when it is rewritten."""
WHOLE = 4 * 1024
"""Bytes up to which an edit is recorded as the whole matrix, so that people can read it."""
MOST_TEXTS_TOLD = 4 * 2**20
"""Bytes of earlier texts that are told again; the oldest go."""
LONG_DRAFT = 400
"""Characters from which only what changed of a draft is recorded."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The matrix after an edit."""

    label: str
    """The edit in words, or the name of a checkpoint; it may contain words of the user."""
    at: float
    """Seconds since 1970; 0 when unknown."""
    matrix: Matrix
    cursor: Place
    before: Place | None = None
    """The cursor's place before the edit, if it was recorded."""
    kind: str = "do"
    """`do`, `undo`, `redo`; `checkpoint`, which changed nothing; `open`, where a session begins;
    or `continue`, where it takes up what another one left."""
    session: str = ""
    """The session that did it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text half typed."""

    place: Place
    text: str
    adding: bool
    """Whether it was to become a new value, not another wording of the one there."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Which session this is, of which file."""

    session: str
    real: str
    """The file with links followed; empty for a matrix without a name."""
    path: str
    """The file as the person named it."""
    started: float
    writer: LockOwner
    began: str
    """The SHA-256 of the file when the session began; empty when there was none."""
    follows: str = ""
    """The session whose unsaved work this one continued."""


@dataclass
class SessionLog:
    """A session so far."""

    origin: Origin
    start: Matrix
    """Before the first of `moments`."""
    source: Source
    """The file as last read or written."""
    sha256: str
    """Of its bytes; empty when it is not on disk yet."""
    first: int = 0
    """The number of the moment before the first of `moments`."""
    moments: deque[Moment] = field(default_factory=deque)
    saved: int | None = 0
    """The number of the moment that the file holds; nothing when it is none of them."""
    saved_matrix: Matrix | None = None
    """What the file holds, as far as it is known."""
    texts: TextHistory = field(default_factory=TextHistory)
    """What the file held before `source`, as this session knows it."""
    draft: Draft | None = None
    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    """What was noted last of each kind."""

    @property
    def last(self) -> int:
        """The number of the last moment."""
        return self.first + len(self.moments)

    @property
    def matrix(self) -> Matrix:
        """The matrix as last recorded."""
        return self.moments[-1].matrix if self.moments else self.start

    @property
    def unsaved(self) -> bool:
        """Whether the file lacks something; a matrix made again may count though it is equal."""
        return self.draft is not None or self.matrix is not self.saved_matrix

    def add(self, moment: Moment) -> None:
        """Add an edit; drop the oldest beyond the most that are kept."""
        self.moments.append(moment)
        self.draft = None
        if len(self.moments) > MOST_ACTIONS:
            self.start = self.moments.popleft().matrix
            self.first += 1

    def begin_with(self, moments: Sequence[Moment]) -> None:
        """The session did this while the matrix had another name; the first is how it began."""
        first, *rest = moments
        # No session of this file led to what was done under another name.
        self.origin = replace(self.origin, started=first.at, began="")
        self.start, self.moments = first.matrix, deque(rest)
        self.saved = self.number_of(self.saved_matrix) if self.saved_matrix is not None else None

    @property
    def since_save(self) -> tuple[Moment, ...]:
        """What was done since the file was last saved, as far as it is known."""
        done = max((self.saved or 0) - self.first, 0)
        return tuple(self.moments)[done:]

    def number_of(self, matrix: Matrix) -> int | None:
        """The number of the last moment with this very matrix; nothing when there is none."""
        for number in range(len(self.moments), 0, -1):
            if self.moments[number - 1].matrix is matrix:
                return self.first + number
        return self.first if self.start is matrix else None

    def matrix_at(self, number: int | None) -> Matrix | None:
        """The matrix at the moment of this number, if it is kept."""
        at = -1 if number is None else number - self.first
        if at == 0:
            return self.start
        return self.moments[at - 1].matrix if 0 < at <= len(self.moments) else None

    def copy(self) -> SessionLog:
        """The same, for somebody who reads while this one goes on."""
        return replace(self, moments=deque(self.moments), facts=dict(self.facts))

    def opening(self, *, whole: bool) -> bytes:
        """The first record; `whole`: with the matrix, where the text does not say enough."""
        origin, writer = self.origin, self.origin.writer
        record: Json = {
            **{"type": "open", "v": VERSION, "at": origin.started, "session": origin.session},
            **{"path": origin.path, "real": origin.real, "began": origin.began},
            **{"base": {"sha256": self.sha256}, **_source_json(self.source)},
            **{"text": self.source.text, "first": self.first, "saved": self.saved},
            **{"user": writer.user, "host": writer.host, "pid": writer.pid},
            **{"boot": writer.boot, "start": writer.start, "follows": origin.follows},
        }
        if whole:
            record["matrix"] = table_of(self.start)
        return body_of(record)

    def retold(self, most: int) -> Iterator[bytes]:
        """Records that say the same in fewer bytes; the oldest actions go beyond about `most`."""
        bodies: deque[bytes] = deque()
        matrix, number = self.start, self.first
        for moment in self.moments:
            number += 1
            bodies.append(action_body(matrix, moment, number))
            matrix = moment.matrix
        size = sum(map(len, bodies))
        while size > most and len(bodies) > 1:
            size -= len(bodies.popleft())
            self.start = self.moments.popleft().matrix
            self.first += 1
        yield self.opening(whole=True)
        yield from bodies
        for kind, facts in self.facts.items():
            yield body_of({"type": "note", "kind": kind, "facts": facts})
        if self.draft is not None:
            yield draft_body(self.draft, None)
        room = MOST_TEXTS_TOLD
        for earlier in self.texts.earlier:
            said = self.number_of(earlier.matrix) if earlier.matrix is not None else None
            body = _text_body(earlier, said)
            room -= len(body)
            if room < 0:
                return
            yield body


def action_body(old: Matrix, moment: Moment, number: int, *, whole: bool = False) -> bytes:
    """The record of an edit that changed `old` to `moment.matrix`.

    A change is read back and applied before it is trusted; that costs little, for what did not
    change is compared by identity.
    """
    record: Json = {
        **{"seq": number, "at": moment.at, "type": "deed", "label": moment.label},
        **{"kind": moment.kind, "cursor": place_json(moment.cursor)},
    }
    if moment.before is not None:
        record["before"] = place_json(moment.before)
    if not whole:
        change = change_between(old, moment.matrix)
        body = body_of({**record, "change": change})
        try:
            if changed(old, json.loads(body)["change"]) == moment.matrix:
                return body
        except Damaged:
            pass
    return body_of({**record, "matrix": table_of(moment.matrix)})


def draft_body(draft: Draft, before: Draft | None) -> bytes:
    """The record of a draft; of a long one only what changed since the one before."""
    record: Json = {"type": "draft", "place": place_json(draft.place), "adding": draft.adding}
    if before is not None and len(draft.text) > LONG_DRAFT:
        return body_of({**record, "change": text_change(before.text, draft.text)})
    return body_of({**record, "text": draft.text})


def saved_body(
    story: SessionLog,
    source: Source,
    sha256: str,
    number: int | None,
    at: float,
    before: EarlierText | None = None,
) -> bytes:
    """The record of a save of what the moment of this number made.

    `before` is what is kept of the text that was there; nothing when it is the same.
    """
    known: Json = {}
    if before is not None:
        known = {"ours": before.ours, "gone": sorted(before.gone)}
    return body_of(
        {
            **{"type": "saved", "at": at, "seq": number, "sha256": sha256, **known},
            **{**_source_json(source), "change": text_change(story.source.text, source.text)},
        }
    )


def _text_body(earlier: EarlierText, number: int | None) -> bytes:
    """The record of an earlier text, which says what the moment of this number made."""
    return body_of(
        {
            **{"type": "text", "from": earlier.at, "to": earlier.end, "was": earlier.was},
            **{"crc": earlier.crc, "crlf": earlier.newline == "\r\n", "bom": earlier.bom},
            **{"ours": earlier.ours, "gone": sorted(earlier.gone), "seq": number},
        }
    )


def end_body(why: str, at: float, unsaved: bool, sha256: str) -> bytes:
    """The record of an end: it tells by itself whether anybody has to read the rest."""
    record: Json = {"type": "end", "at": at, "why": why, "unsaved": unsaved, "sha256": sha256}
    return body_of(record)


def _source_json(source: Source) -> Json:
    return {"crlf": source.newline == "\r\n", "bom": source.bom}
