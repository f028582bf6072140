"""A hostile file in a real terminal: every letter is shown, none is obeyed, and none is changed."""

from __future__ import annotations

import json
import unicodedata

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.text.sanitize import safe
from tests.pty.terminal import forbidden

pytestmark = pytest.mark.pty


@pytest.fixture
def edit(launch):
    """Starts the editor; the test waits for what it wants to see."""
    return launch


def quoted(text: str) -> str:
    """The text as TOML spells it, with nothing raw but letters."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def matrix_text(*cells: list[str], title: str = "T") -> str:
    """A file with a row for each list of short term values; the long term says “beside”."""
    rows = [
        f"[[members]]\nname = {quoted(f'Row {number}')}\nshort_term = [\n"
        + "".join(f"    {quoted(text)},\n" for text in cell)
        + ']\nlong_term = ["beside"]\n'
        for number, cell in enumerate(cells)
    ]
    return f"format = 1\ntitle = {quoted(title)}\n\n" + "\n".join(rows)


# Everything that a terminal may obey or hide, by what Unicode says of it.
COMMANDS = [
    chr(code)
    for code in (*range(0x3000), *range(0xFE00, 0x10000), *range(0xE0000, 0xE0200))
    if unicodedata.category(chr(code)) in ("Cc", "Cf", "Zl", "Zp")
]
SEQUENCES = [
    "\x1b]0;owned\x07", "\x1b]52;c;eA==\x07", "\x1b[2J", "\x1b[6n", "\x1b[c", "\x1b[21t",
    "\x1bP$qm\x1b\\", "\x1b_G\x1b\\", "\x1b^x\x1b\\", "\x1bc", "\x9b31m", "\x9d0;x\x9c",
    "\x90q\x9c", "\x1b[?1049h", "\x1b]8;;http://x\x1b\\y\x1b]8;;\x1b\\", "\x1b[200~q\x1b[201~",
    "\x0e\x0f\x05", "\u202ecod\u202c", "\u2066x\u2069", "a\u200bb\u2060c\ufeffd",
]  # fmt: skip


def test_no_character_there_is_reaches_the_terminal_as_a_command(edit, tmp_path):
    groups = ["x" + "".join(COMMANDS[at : at + 12]) + "y" for at in range(0, len(COMMANDS), 12)]
    texts = [*SEQUENCES, *groups]
    path = tmp_path / "hostile.toml"
    cells = [texts[at : at + 9] for at in range(0, len(texts), 9)]
    path.write_text(matrix_text(*cells, title=SEQUENCES[0]), encoding="utf-8")
    before = path.read_bytes()
    with edit(path, columns=110, rows=38) as screen:
        screen.wait_for("␛]0;owned␇")
        seen = ""
        for _ in range(len(cells)):
            screen.press("z", quiet=0.3)
            seen += screen.text
            screen.press("z tab tab")
        # What opens over the matrix shows names and values too.
        screen.press("R esc m esc : esc / x enter C esc S S")
        assert screen.wait(0) is None, screen.text
        screen.press("q")
        assert screen.wait() == 0
    assert forbidden(bytes(screen.raw)) == []
    shown = seen.replace(" ", "").replace("\n", "")
    for text in SEQUENCES[1:]:
        assert safe(" ".join(text.split())).replace(" ", "") in shown, repr(text)
    assert path.read_bytes() == before, "looking changes nothing"


def test_a_hostile_value_can_be_worked_with_and_its_neighbours_keep_every_letter(edit, tmp_path):
    path = tmp_path / "hostile.toml"
    path.write_text(matrix_text(SEQUENCES), encoding="utf-8")
    before = path.read_text(encoding="utf-8").splitlines()
    with edit("--no-autosave", path, columns=110, rows=40) as screen:
        screen.wait_for("␛]0;owned␇")
        screen.press("d")
        screen.wait_for("Deleted “␛]0;owned␇”. u to undo.")
        screen.press("down up e")  # straight after d, the letters would look like words
        screen.send(" mine")
        screen.settle()
        screen.press("enter")
        screen.wait_for("␛]52;c;eA==␇ mine")
        screen.press("J j d u L u w")
        screen.wait_for("Saved ")
        screen.press("q")
        assert screen.wait() == 0
    assert forbidden(bytes(screen.raw)) == []
    after = path.read_text(encoding="utf-8").splitlines()
    gone = [line for line in before if line not in after]
    assert gone == [f"    {quoted(text)}," for text in SEQUENCES[:2]]
    assert [value.text for value in read("\n".join(after)).members[0].short_term].count(
        SEQUENCES[1] + " mine"
    ) == 1


BRACKETS = [
    "[/]", "[red]x", "[x]", "[ ] todo", "[TBD]", "[see note]", "[@click=app.quit]x[/]",
    "[link=http://x]y[/link]", "[[members]]", "{red}", "\\[bold]", "$primary",
    "&amp; <b>", ":smile:",
]  # fmt: skip


def test_brackets_are_only_characters_wherever_a_text_is_shown(edit, tmp_path):
    path = tmp_path / "brackets.toml"
    text = matrix_text(BRACKETS, title="[bold]Plan[/]").replace("Row 0", "[red]Row[/]")
    path.write_text(text, encoding="utf-8")
    with edit(path, columns=120, rows=40) as screen:
        screen.wait_for("[bold]Plan[/]")
        for bracket in BRACKETS:
            assert bracket in screen.text, bracket
        screen.press("z")
        screen.wait_for("[@click=app.quit]x[/]")
        screen.press("z")
        assert "[red]Row[/]" in screen.text
        screen.press("R")
        screen.wait_for("Name of this row: [red]Row[/]")
        screen.press("esc m")
        screen.settle()
        assert screen.text.count("[red]Row[/]") >= 2, "in the list of cells"
        screen.press("esc d")
        screen.wait_for("Deleted “[/]”")
        screen.press("a")
        screen.send("[/] [b]own")
        screen.wait_for("[/] [b]own")
        screen.press("enter")
        screen.wait_for("Added “[/] [b]own”")
        screen.press("esc q")
        assert screen.wait() == 0
    assert "[/] [b]own" in [value.text for value in read(path.read_text()).members[0].short_term]


SCRIPTS = [
    "資金を集める力",
    "ｆｕｌｌ　ｗｉｄｔｈ",
    "한국어 낱말",
    "e\u0301te\u0301 n\u0303 a\u030a",
    "ثقة الجيران",
    "אמון בין שכנים",
    "क्षमता निर्माण",
    "ความไว้วางใจ",
    "👩‍👩‍👧 family",
    "👍🏽 thumbs",
    "🇧🇷 flag",
    "❤️ heart",
    "1️⃣ first",
    "☃ ☀ ambiguous ①",
]


def test_columns_stay_aligned_whatever_is_written_in_them(edit, tmp_path):
    path = tmp_path / "scripts.toml"
    cells = [[text] for text in SCRIPTS]
    path.write_text(matrix_text(*cells), encoding="utf-8")
    before = path.read_bytes()
    with edit("--no-autosave", path, columns=110, rows=44) as screen:
        screen.wait_for("beside")
        screen.press("S")
        screen.settle()
        for _ in range(2):
            columns = {
                at
                for row in range(44)
                for at in range(110)
                if "".join(screen.screen.buffer[row][at + one].data for one in range(6)) == "beside"
            }
            assert len(columns) == 1, screen.text
            # The same once every row was drawn again, and again.
            screen.press("j j j k k k G g")
        for text in SCRIPTS[:2]:
            assert text.replace("　", " ")[:4] in screen.text
        screen.press("d u q")
        if screen.wait(1) is None:
            screen.press("s")
        assert screen.wait() == 0
    assert path.read_bytes() == before, "nothing is normalized"


def test_five_hundred_values_doubles_and_a_book_in_one_cell_are_gone_through(edit, tmp_path):
    path = tmp_path / "full.toml"
    cell = ["Twin", "Twin", "word " * 2000 + "end", *(f"value {number}" for number in range(497))]
    path.write_text(matrix_text(cell), encoding="utf-8")
    with edit("--no-autosave", path, columns=100, rows=30) as screen:
        screen.wait_for("501 values")
        screen.press("d")
        screen.wait_for("500 values")
        screen.press("j j k pgdn G pgup z z e esc u w")
        assert screen.wait(0) is None, screen.text
        screen.press("q")
        assert screen.wait() == 0
    assert len(read(path.read_text()).members[0].short_term) == 500


def test_half_a_character_typed_never_gets_into_the_file(edit, tmp_path):
    path = tmp_path / "half.toml"
    path.write_text(matrix_text(["One"]), encoding="utf-8")
    with edit("--no-autosave", path, columns=100, rows=30) as screen:
        screen.wait_for("One")
        screen.press("a")
        for half in (
            b"x",
            b"\x1b[55357u",
            b"\x1b[56832;1u",
            b"\xed\xa0\xbd",
            b"\xed\xb8\x80",
            b"y",
        ):
            screen.send(half)
            screen.settle(0.1)
        screen.press("enter")
        screen.wait_for("Added “x")
        screen.press("esc w")
        screen.wait_for("Saved ")
        screen.press("q")
        assert screen.wait() == 0
    values = read(path.read_bytes().decode("utf-8")).members[0].short_term
    (added,) = [value.text for value in values if value.text != "One"]
    assert added[0] + added[-1] == "xy"
    assert set(added[1:-1]) <= {"\ufffd"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"[[members]]\nname = \n", "junk.toml:2:8: this is not TOML"),
        (b"[package]\nname = 'x'\n", "not a value matrix"),
        ("[[members]]".encode("utf-16"), "looks like UTF-16"),
        (b"caf\xe9 = 1\n", "UTF-8"),
        (b"#" * (5 << 20), "too large"),
        (b".".join([b"a"] * 20_000) + b" = 1", "junk.toml:1"),
        (b"\x1b]0;x\x07 = 1\n", "junk.toml:1:1: "),
    ],
)
def test_what_is_no_matrix_opens_no_editor_and_stays_as_it_is(edit, tmp_path, content, told):
    path = tmp_path / "junk.toml"
    path.write_bytes(content)
    with edit(path, columns=250, rows=30) as screen:
        assert screen.wait() == 3
        assert told in " ".join(screen.text.split())
        assert "nothing was" in screen.text.lower() or "too large" in screen.text
        assert b"\x1b[?1049h" not in screen.raw
    assert forbidden(bytes(screen.raw.replace(b"\r\n", b""))) == []
    assert path.read_bytes() == content


def test_an_empty_file_opens_as_a_matrix_to_be_and_is_written_at_the_first_change(edit, tmp_path):
    for name, content in (("empty", b""), ("remarks", b"# said\n# twice\n")):
        path = tmp_path / f"{name}.toml"
        path.write_bytes(content)
        with edit(path, columns=100, rows=30) as screen:
            screen.wait_for("Organization")
            screen.press("j k q")
            assert screen.wait() == 0
        assert path.read_bytes() == content
        with edit(path, columns=100, rows=30) as screen:
            screen.wait_for("Organization")
            screen.press("1")
            screen.wait_for("Adopted")
            screen.press("q")
            assert screen.wait() == 0
        saved = path.read_bytes()
        assert saved.startswith(content)
        assert read(saved.decode()).members[0].short_term
