"""Recovery files that are damaged, forged, huge, newer or not ours: told, never obeyed."""

from __future__ import annotations

import json
import os
import time
import zlib
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.files.journal import log_file
from copvalue_tui.files.journal.records import framed, records
from copvalue_tui.files.journal.recovery import all_unfinished, offer_sentence, unfinished
from copvalue_tui.files.journal.replay import told_by
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.values import Matrix, Place
from tests.files.fault_fs import in_child, is_calm, open_to_all
from tests.files.journals import TEXT, added, begun, do, killed, own_folders, recovery_files
from tests.laws import examples

TEXTS = ("One", "Two", "Three")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return own_folders(tmp_path, monkeypatch)


@pytest.fixture
def journal(file: Path) -> Path:
    """The recovery file of a killed session with three edits and a draft."""

    def story() -> None:
        session, _, matrix = begun(file)
        do(session, matrix, *TEXTS)
        session.draft(Place(0, 1), "Half a tho", adding=True)

    killed(story)
    (path,) = recovery_files(file.parent)
    return path


def lived() -> list[Matrix]:
    """Every matrix of that session."""
    matrices = [read(TEXT)]
    for text in TEXTS:
        matrices.append(added(matrices[-1], text))
    return matrices


def rewritten(content: bytes, change: dict[int, dict[str, object]]) -> bytes:
    """The recovery file with fields of some records replaced, and its checksums right."""
    mark, told = 0, b""
    for number, (record, _) in enumerate(records(content)):
        body = json.dumps({**record, **change.get(number, {})}, separators=(",", ":")).encode()
        line, mark = framed(body, mark)
        told += line
    return told


def test_a_flipped_bit_anywhere_loses_only_what_stands_after_it(journal: Path) -> None:
    content = journal.read_bytes()
    starts = [0, *(end for _, end in records(content))]
    everything = lived()
    for at in range(len(content)):
        flipped = bytearray(content)
        flipped[at] ^= 1 << at % 8
        found = told_by(journal, bytes(flipped))
        whole = sum(start <= at for start in starts) - 1
        if whole == 0:
            assert found is None
            continue
        assert found is not None
        matrices = [found.story.start, *(one.matrix for one in found.story.moments)]
        assert matrices == everything[:whole]
        assert found.unread if whole <= 3 else found.story.draft is None


def test_cut_anywhere_only_whole_records_count(journal: Path) -> None:
    content = journal.read_bytes()
    ends = [end for _, end in records(content)]
    everything = lived()
    for length in range(len(content)):
        found = told_by(journal, content[:length])
        whole = sum(end <= length for end in ends)
        assert (found is None) == (whole == 0)
        if found is not None:
            assert found.story.matrix == everything[whole - 1]
            assert found.story.draft is None


def test_lines_that_are_missing_doubled_or_in_another_order_are_noticed(journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    for order in ([0, 2, 3], [0, 1, 3], [0, 2, 1], [0, 1, 1], [0, 0, 1], [1, 2]):
        found = told_by(journal, b"".join(lines[number] for number in order))
        count = 0 if found is None else len(found.story.moments)
        right = next(at for at in range(4) if order[at : at + 1] != [at])
        assert count == max(right - 1, 0)


def test_what_could_be_read_is_reported_in_a_sentence(file: Path, journal: Path) -> None:
    journal.write_bytes(journal.read_bytes().replace(b"Three", b"Thr3e"))
    (found,) = unfinished(file)
    assert found.unread == "Only 2 of 3 changes could be read; the recovery file is damaged."
    sentence = offer_sentence(found, time.time())
    assert sentence.endswith(f": 2 changes. {found.unread}")
    assert is_calm(sentence)
    assert journal.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\x00" * 100,
        Random(2000).randbytes(2000),
        b"x" * 3_000_000,
        b"0" * 8 + b" 9 {}\n",
    ],
    ids=["empty", "line", "nul", "chance", "large", "short"],
)
def test_what_cannot_be_read_at_all_is_reported_and_kept(
    file: Path, journal: Path, content: bytes
) -> None:
    journal.write_bytes(content)
    (found,) = unfinished(file)
    assert not found.readable
    assert is_calm(found.unread)
    assert str(journal) in found.unread
    assert found.matrix == Matrix()
    assert journal.read_bytes() == content


def bombs() -> dict[str, bytes]:
    deep = b"[" * 100_000
    return {
        "deep": deep,
        "deep object": b'{"a":' * 100_000,
        "deep and closed": b'{"type":"open","v":1,"text":"","matrix":'
        + b"[" * 800
        + b"]" * 800
        + b"}",
        "digits": b'{"type":"open","v":' + b"9" * 50_000 + b"}",
        "not text": b'{"type":"open","\xff":1}',
        "list": b"[1]",
        "number": b"1e999",
    }


@pytest.mark.parametrize("name", bombs())
def test_bombs_are_no_records(journal: Path, name: str) -> None:
    body = bombs()[name]
    assert told_by(journal, framed(body, 0)[0]) is None


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["open", "deed", "saved", "undo", "\ud800", "2026-11-23", "x" * 200_000]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["text", "of", "at", "to", "was", "now", "members", "row", "short_term", "date"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        *("type", "v", "at", "session", "path", "real", "base", "text", "first", "saved", "matrix"),
        *("seq", "label", "kind", "cursor", "before", "change", "place", "adding", "facts", "why"),
        *("crlf", "bom", "sha256", "began", "follows"),
    ]
)


@settings(max_examples=examples(66, 2000), deadline=None)
@given(st.dictionaries(st.integers(0, 5), st.dictionaries(KEYS, JSON, max_size=3), max_size=3))
def test_forged_records_with_right_checksums_harm_nobody(
    change: dict[int, dict[str, object]],
) -> None:
    found = told_by(Path("somewhere"), rewritten(SPECIMEN, change))
    if found is None:
        return
    for one in (found.story.start, *(moment.matrix for moment in found.story.moments)):
        assert isinstance(one, Matrix)
        json.dumps([value.text for row in one.rows for value in row.short_term]).encode()
    assert all(type(moment.label) is str for moment in found.story.moments)
    assert isinstance(found.ended, str)
    assert 0 <= found.last_at < 253e9


def specimen() -> bytes:
    """A recovery file with one record of each kind."""
    cell = {"of": 1, "at": 0, "to": 0, "was": 0, "now": ["Access"]}
    rows = {"of": 1, "at": 0, "to": 1, "was": zlib.crc32(b"Members"), "now": [{"was": 0}]}
    rows["now"] = [{"was": 0, "short_term": cell}]
    bodies: list[dict[str, object]] = [
        {"type": "open", "v": 1, "text": TEXT, "first": 0, "saved": 0, "real": "/w", "at": 1},
        {"type": "deed", "seq": 1, "label": "x", "cursor": [0, 0, 0], "change": {"members": rows}},
        {"type": "draft", "place": [0, 0, 0], "text": "half", "adding": True},
        {"type": "note", "kind": "session", "facts": {"pane": "grid"}},
        {"type": "deed", "seq": 2, "label": "y", "cursor": [0, 1, 0], "matrix": {"title": "T"}},
        {"type": "end", "why": "quit", "unsaved": True},
    ]
    mark, content = 0, b""
    for body in bodies:
        line, mark = framed(json.dumps(body, separators=(",", ":")).encode(), mark)
        content += line
    return content


SPECIMEN = specimen()


def test_the_specimen_is_sound_before_it_is_forged() -> None:
    found = told_by(Path("somewhere"), rewritten(SPECIMEN, {}))
    assert found is not None
    assert found.unread == ""
    first, second = found.story.moments
    assert first.matrix == added(read(TEXT), "Access")
    assert second.matrix == Matrix(title="T")
    assert found.story.facts == {"session": {"pane": "grid"}}
    assert found.ended == "quit"


@pytest.mark.parametrize(
    "now",
    [
        [0, 0],
        [5],
        [-1],
        [True],
        [""],
        [" "],
        [{"text": 1}],
        [{"votes": 1}],
        [{"text": "x", "status": "grand"}],
        ["x" * 100_001],
        "Access",
        [None],
    ],
)
def test_a_change_that_does_not_fit_ends_the_story_there(now: object) -> None:
    rows = {"of": 1, "at": 0, "to": 1, "was": zlib.crc32(b"Members")}
    cell = {"of": 1, "at": 0, "to": 0, "was": 0, "now": now}
    change = {"members": {**rows, "now": [{"was": 0, "short_term": cell}]}}
    found = told_by(Path("somewhere"), rewritten(SPECIMEN, {1: {"change": change}}))
    assert found is not None
    assert len(found.story.moments) == 0
    assert found.unread == "Only 0 of 2 changes could be read; the recovery file is damaged."


def test_a_small_file_cannot_grow_into_a_large_matrix() -> None:
    # Every row of the specimen has one value.
    rows: dict[str, object] = {"of": 1, "at": 0, "to": 1, "was": zlib.crc32(b"Members")}
    many = {"members": {**rows, "now": [0] * 200_001}}
    found = told_by(Path("somewhere"), rewritten(SPECIMEN, {1: {"change": many}}))
    assert found is not None
    assert len(found.story.moments) == 0


def test_records_of_a_newer_version_are_left_out_and_told() -> None:
    for change in ({0: {"v": 2}}, {3: {"type": "song", "notes": "la la"}}):
        found = told_by(Path("somewhere"), rewritten(SPECIMEN, change))
        assert found is not None
        assert len(found.story.moments) == 2
        assert found.unread.startswith("A newer copvalue wrote this")
        assert is_calm(found.unread)


def test_a_path_in_a_recovery_file_is_only_shown(file: Path, journal: Path) -> None:
    # Another file that exists: work on one that is gone is offered where its bytes are.
    other = file.with_name("other.toml")
    other.write_text("mine", encoding="utf-8")
    forged = {"path": "../../.bashrc", "real": str(other)}
    journal.write_bytes(rewritten(journal.read_bytes(), {0: forged}))
    assert unfinished(file) == ()
    (found,) = all_unfinished()
    assert (found.real, found.path) == (str(other), "../../.bashrc")
    assert other.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o606])
def test_a_recovery_file_that_others_may_touch_is_refused(
    file: Path, journal: Path, mode: int
) -> None:
    journal.chmod(mode)
    assert unfinished(file) == ()
    assert all_unfinished() == ()
    assert journal.exists()


def test_links_pipes_and_folders_are_no_recovery_files(file: Path, journal: Path) -> None:
    real = file.with_name("elsewhere")
    journal.rename(real)
    journal.symlink_to(real)
    os.mkfifo(journal.with_name(journal.name.replace("-2", "-3")), 0o600)
    journal.with_name(journal.name.replace("-2", "-4")).mkdir(0o700)
    assert unfinished(file) == ()


def test_only_so_much_of_a_huge_file_is_read(
    file: Path, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = [end for _, end in records(journal.read_bytes())]
    monkeypatch.setattr(log_file, "MOST_BYTES", ends[2] + 3)
    (found,) = unfinished(file)
    assert found.actions == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can play two accounts")
def test_another_accounts_recovery_file_is_refused(file: Path) -> None:
    # Once here, so that everything is imported.
    session, _, _ = begun(file)
    session.end("quit")
    session.close()
    unfinished(file)
    with open_to_all() as folder:
        home = folder / "home"
        state = home / ".local" / "state" / "copvalue" / "recovery"

        def story() -> tuple[int, int]:
            os.environ["HOME"] = str(home)
            home.mkdir(mode=0o777)
            killed(lambda: do(*begun(folder / "water.toml")[::2], "Access"))
            return len(all_unfinished()), os.getuid()

        assert in_child(story, nobody=True) == (1, 65534)
        assert home.stat().st_uid == 65534
        assert len(list(state.iterdir())) == 1
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HOME", str(home))
            assert all_unfinished() == ()
