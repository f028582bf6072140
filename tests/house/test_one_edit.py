"""One more row of a table is all it takes: a copy of the program with that one edit shows it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.sources import PACKAGE, ROOT

WAITING = """
    Status(
        *("waiting", "◷", "w"),
        claim="wanted",
        agreed=True,
        meaning="agreed, and somebody else has to move first",
        verdict="Says that the value waits for somebody, and goes on to the next.",
    ),
"""
STATUS_STORY = """
import json
from datetime import date
from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.keys.key_table import key_table_text
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.keys import schema_text
from copvalue_tui.files.session.write import write
from copvalue_tui.matrix.balance import balance
from copvalue_tui.matrix.filters import parse_filter
from copvalue_tui.tui.drawing.glyphs import ASCII_GLYPHS, UNICODE_GLYPHS
from copvalue_tui.tui.drawing.line import text_of
from copvalue_tui.tui.side.review_lines import review_lines
from tests.editor.stories import tell

verdict = shipped_keymap().find("review", "8")
assert verdict.id == "verdict-waiting" and verdict.title == "Verdict: waiting"
assert "| 8 | Verdict: waiting (in a review) | Says that the value waits" in key_table_text(
    shipped_keymap()
)
story = tell("Staff | > Help; Access |", "r", "All")
drawn = review_lines(story.state, shipped_keymap(), 36, 30, 0, UNICODE_GLYPHS)
assert any("8 ◷ waiting" in text_of(line) for line in drawn.lines)
story = tell("Staff | > Help; Access |", "r 8", "All")
matrix = story.state.matrix
assert matrix.members[0].short_term[0].status == "waiting"
assert story.message == "“Help”: status waiting. u to undo."
chosen = tell("Staff | > Help |", "t", "waiting")
assert chosen.state.matrix.members[0].short_term[0].status == "waiting"
text = write(matrix, "")
assert 'status = "waiting"' in text and read(text) == matrix
details = json.loads(schema_text())["definitions"]["details"]["properties"]
assert "waiting" in details["status"]["enum"]
assert (UNICODE_GLYPHS.statuses["waiting"], ASCII_GLYPHS.statuses["waiting"]) == ("◷", "w")
found = balance(matrix, date(2026, 11, 23))
assert dict(found.statuses)["waiting"] == 1
assert "“Help” is waiting and has no owner; who looks after it?" in [
    finding.sentence for finding in found.findings
]
assert parse_filter("status:wait").statuses == ("waiting",)
"""
RUMOUR = """
    EvidenceLevel("rumour", "somebody has heard it said"),
"""
EVIDENCE_STORY = """
import json
from datetime import date
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.keys import schema_text
from copvalue_tui.files.session.write import write
from copvalue_tui.matrix.balance import balance
from tests.editor.stories import tell

story = tell("Staff | > Help |", "i", "Evidence", "rumour", None)
matrix = story.state.matrix
assert matrix.members[0].short_term[0].evidence == "rumour"
text = write(matrix, "")
assert 'evidence = "rumour"' in text and read(text) == matrix
details = json.loads(schema_text())["definitions"]["details"]["properties"]
assert "rumour" in details["evidence"]["enum"]
found = balance(matrix, date(2026, 11, 23))
assert dict(found.evidence)["rumour"] == 1
"""


def test_a_status_is_one_row_and_its_verdict_has_a_key(tmp_path: Path):
    play(tmp_path, after='letter="d",\n    ),\n', row=WAITING, story=STATUS_STORY)


def test_a_level_of_evidence_is_one_row(tmp_path: Path):
    play(tmp_path, after='has checked it"),\n', row=RUMOUR, story=EVIDENCE_STORY)


def play(folder: Path, after: str, row: str, story: str) -> None:
    """Tell a story to a copy of the program with one more row after this line of its vocabulary."""
    shutil.copytree(ROOT / PACKAGE, folder / PACKAGE)
    shutil.copytree(ROOT / "tests" / "editor", folder / "tests" / "editor")
    table = folder / PACKAGE / "matrix" / "vocabulary.py"
    text = table.read_text(encoding="utf-8")
    assert text.count(after) == 1
    table.write_text(text.replace(after, after + row.lstrip("\n")), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", story], capture_output=True, text=True, cwd=folder, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
