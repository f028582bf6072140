"""A cell in an outside editor: taken in, left as it was, or offered at the next start."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path

import pytest

from copvalue_tui.editor.keys.host import EditorEnd
from copvalue_tui.editor.session.outside_words import edit_of, offer_outside
from copvalue_tui.files.journal.outside_edits import OutsideEdit, kept_outside, left_outside
from copvalue_tui.files.toml.limits import BYTES
from copvalue_tui.matrix.values import MOST_VALUES
from tests.editor.stories import ScriptedHost, Story, draw, opened, tell

ENDED = EditorEnd(0, at_once=False)
LIKE_BULLETS = (
    "– 15 % downtime",
    "+ 10 % reuse of designs",
    "5. Fachtag der Praktiker",
    "✓ certified",
    "→ fewer handovers",
    "> 3 requests a week",
    "- [ ] a box",
)


def cell_of(file: Path, texts: tuple[str, ...]) -> None:
    values = "".join(f'    "{text}",\n' for text in texts)
    file.write_text(f'[[members]]\nname = "A"\nshort_term = [\n{values}]\n', encoding="utf-8")


def outside(file: Path, does, end: EditorEnd = ENDED) -> Story:
    """`E` with an editor that does this to its file and ends so."""

    class Editor(ScriptedHost):
        async def edit_file(self, file: Path) -> EditorEnd:
            does(file)
            return end

    return tell(opened(file), "E", host=Editor())


def died_in(file: Path, text: str) -> None:
    """A session that was killed while the editor, which had saved this, was open."""
    with kept_outside(edit_of(opened(file))) as edit:
        edit.file.write_text(text, encoding="utf-8")


def start(file: Path, *answers: str) -> Story:
    host, state = ScriptedHost(list(answers)), opened(file)
    state = asyncio.run(offer_outside(state, host, left_outside(file)))
    assert not host.answers
    return Story(state, host, [])


def folders(tmp_path: Path) -> list[Path]:
    return list(tmp_path.rglob("*.cell"))


def test_what_is_written_is_one_step_and_its_file_is_gone(file, tmp_path):
    story = tell(opened(file), "E", "1\n- two\n3. three\n")
    assert draw(story.state) == "A | > 1; two; three |"
    assert story.message == "Edited A · short term outside. u to undo."
    assert draw(tell(story.state, "u").state) == "A | > 1 |"
    assert folders(tmp_path) == []


def test_the_words_are_in_the_session_before_their_file_goes(file, tmp_path):
    kept: list[bool] = []

    class Host(ScriptedHost):
        def show(self, state):
            kept.append(bool(folders(tmp_path)) and "two" in draw(state))

    tell(opened(file), "E", host=Host(["1\ntwo\n"]))
    assert kept == [True]


def test_its_file_is_private_and_beside_the_journal(file, tmp_path):
    seen: list[Path] = []

    def look(path: Path) -> None:
        seen.append(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700

    outside(file, look)
    assert seen[0].parents[1].name == "recovery"


def test_lines_that_were_there_come_back_whatever_they_look_like(file):
    cell_of(file, LIKE_BULLETS)
    before = opened(file)
    for change in (lambda _: None, lambda path: path.write_bytes(path.read_bytes().strip())):
        story = outside(file, change)
        assert story.state.matrix == before.matrix
        assert story.message == "The cell is as it was."
    story = outside(file, lambda path: path.write_text(path.read_text() + "– new\n"))
    texts = [value.text for value in story.state.cell]
    assert texts == [*LIKE_BULLETS, "new"]
    turned = outside(file, lambda path: path.write_text("\r\n".join(LIKE_BULLETS[::-1])))
    assert [value.text for value in turned.state.cell] == list(LIKE_BULLETS[::-1])


def test_a_line_that_was_reworded_keeps_the_mark_it_had(file):
    cell_of(file, ("– 15 % downtime", "5. Fachtag der Praktiker", "Help"))
    text = '– 20 % downtime\n6. Fachtag\n7. Fachtag\n- [ ] # of _calls_\n"Trust\n""in"\n'
    story = outside(file, lambda path: path.write_text(text, encoding="utf-8"))
    assert [value.text for value in story.state.cell] == [
        *("– 20 % downtime", "6. Fachtag", "7. Fachtag", "# of _calls_", '"Trust', '""in"'),
    ]


def test_an_editor_that_returns_at_once_is_told_of_its_option_and_its_window_loses_nothing(file):
    windows: list[Path] = []
    story = outside(file, windows.append, EditorEnd(0, at_once=True))
    assert story.message.startswith("The cell is as it was.")
    assert "--wait" in story.message
    assert left_outside(file) == ()
    windows[0].write_text("1\nfrom a window\n", encoding="utf-8")
    story = start(file, "Add it")
    assert draw(story.state) == "A | > 1; from a window |"


def becomes_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def becomes_device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def becomes_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("does", "said"),
    [
        (becomes_pipe, "The editor left no regular file"),
        (becomes_device, "The editor left no regular file"),
        (becomes_folder, "The editor left no regular file"),
        (Path.unlink, "The editor deleted its file"),
        (lambda path: path.write_bytes(b"x" * (BYTES + 1)), "What the editor saved is too large"),
        (lambda path: path.write_bytes(b"x\n" * (MOST_VALUES + 1)), "What the editor saved is too"),
        (
            lambda path: path.write_bytes(b"\xe9"),
            "What the editor saved is not UTF-8",
        ),
    ],
)
def test_each_odd_ending_is_a_sentence_and_nothing_changes(file, tmp_path, does, said):
    story = outside(file, does)
    assert story.message.startswith(said)
    assert story.message.endswith("the cell is as it was.")
    assert draw(story.state) == "A | > 1 |"
    assert left_outside(file) == (), "what is no text is not offered either"
    kept = [folder for folder in folders(tmp_path) if not (folder / "cell.md").is_file()]
    assert kept == [], "only bytes are worth keeping"


def test_an_editor_that_fails_changes_nothing_but_what_it_saved_is_offered(file, tmp_path):
    story = outside(file, lambda _: None, EditorEnd(3, at_once=False))
    assert story.message == "The editor ended with exit code 3; the cell is as it was."
    assert folders(tmp_path) == []
    story = outside(file, lambda path: path.write_text("1\ntwo\n"), EditorEnd(-9, at_once=False))
    assert "by signal 9" in story.message
    assert draw(story.state) == "A | > 1 |"
    assert draw(start(file, "Add it").state) == "A | > 1; two |"


def test_what_was_written_before_the_end_is_offered_and_taken_in_once(file):
    died_in(file, "1\n- two\n")
    story = start(file, "Add it")
    assert story.host.asked[0].startswith("Text for “A · short term” from an outside editor (open")
    assert draw(story.state) == "A | > 1; two |"
    assert draw(tell(story.state, "u").state) == "A | > 1 |"
    assert start(file).host.asked == []


def test_it_may_wait_or_be_put_away(file, tmp_path):
    died_in(file, "1\ntwo\n")
    assert "asked again" in start(file, "Not now").message
    assert start(file, "Discard it").message == "Discarded; it is kept for 30 days."
    assert start(file).host.asked == []
    kept = list(tmp_path.rglob("discarded/*.md"))
    assert [path.read_text() for path in kept] == ["1\ntwo\n"]


def test_a_cell_that_changed_meanwhile_gets_the_new_words_and_loses_none(file):
    died_in(file, "two\n")
    cell_of(file, ("1", "theirs"))
    assert draw(start(file, "Add it").state) == "A | 1; theirs; > two |"


def test_words_whose_row_is_gone_go_to_the_parking_lot(file):
    died_in(file, "1\ntwo\n")
    file.write_text('[[members]]\nname = "B"\nshort_term = []\n', encoding="utf-8")
    state = start(file, "Add it").state
    assert [value.text for value in state.matrix.parking_lot] == ["two"]


def test_while_the_session_goes_on_nobody_else_is_offered_its_words(file):
    with kept_outside(edit_of(opened(file))) as edit:
        edit.file.write_text("1\ntwo\n", encoding="utf-8")
        assert left_outside(file) == ()
    assert len(left_outside(file)) == 1


@pytest.mark.parametrize("note", [b"", b"junk", b"\x00" * 99, b"0 2 {}\n"])
def test_a_note_that_is_junk_offers_nothing_and_hurts_nobody(file, note):
    died_in(file, "1\ntwo\n")
    edit: OutsideEdit = left_outside(file)[0]
    (edit.folder / "about.jsonl").write_bytes(note)
    assert left_outside(file) == ()
