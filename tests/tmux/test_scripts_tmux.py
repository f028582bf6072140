"""Scripts with spacing marks: the pane shows each text letter for letter, as `show` prints it."""

from __future__ import annotations

from pathlib import Path

from tests.tmux.test_editor_tmux import Pane, edit, pytestmark

__all__ = ["edit", "pytestmark"]

TEXTS = [
    "कठिनाइयों में सहायता",
    "নতুন সহকর্মীদের সাথে কাজ",
    "நம்பிக்கை அதிகரிக்கும்",
    "ឆ្លើយសំណួរ",
    "အကူအညီ",
    "ความมั่นใจ",
    "కొత్త ఆలోచనలు",
]


def shown(pane: Pane) -> list[str]:
    """The pane's lines without what is no letter of a text."""
    return [" ".join(line.split()) for line in pane.text.splitlines()]


def reads(pane: Pane, text: str) -> bool:
    return any(text in line for line in shown(pane))


def test_each_text_reads_as_it_is_written_whatever_moves_over_it(edit, tmp_path: Path):
    path = tmp_path / "scripts.toml"
    values = ", ".join(f'"{text}"' for text in TEXTS)
    path.write_text(f'format = 1\n[[members]]\nname = "शिक्षकों"\nshort_term = [ {values} ]\n')
    pane = edit(path, 100, 40)
    pane.sees(TEXTS[-1])
    for text in TEXTS:
        assert reads(pane, text), pane.text
        pane.keys("j")
    pane.keys("d", "u", "k", "Space", "Escape", "g")
    for text in TEXTS:
        pane.sees(text)
    assert "शिक्षकों" in pane.text


def test_what_is_typed_reads_as_it_is_typed(edit, tmp_path: Path):
    path = tmp_path / "scripts.toml"
    path.write_text('format = 1\n[[members]]\nname = "Members"\nshort_term = []\n')
    pane = edit(path, 100, 40)
    pane.keys("a")
    for word in TEXTS[0].split():
        pane.keys("-l", word)
        pane.keys("Space")
    pane.sees(TEXTS[0])
    pane.keys("Enter", "Escape")
    pane.sees(TEXTS[0])
