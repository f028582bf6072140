"""One edit is all it takes: a copy of the program with that one edit shows what it adds."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.sources import PACKAGE, ROOT

WAITING = """\
    Status(
        *("waiting", "◷", "w"),
        claim="wanted",
        agreed=True,
        meaning="agreed, and somebody else has to move first",
        verdict="Says that the value waits for somebody, and goes on to the next.",
        signs="bad",
    ),
"""
STATUS_STORY = """
import json
from datetime import date
from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.keys.key_table import key_table_text
from copvalue_tui.exports.registry import ExportOptions, exported
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.keys import schema_text
from copvalue_tui.files.session.write import write
from copvalue_tui.matrix.balance import balance
from copvalue_tui.matrix.filters import parse_filter
from copvalue_tui.tui.bars.bar_lines import title_line
from copvalue_tui.tui.drawing.glyphs import ASCII_GLYPHS, STATUS_TONES, UNICODE_GLYPHS
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
assert STATUS_TONES["waiting"] == "at-risk"
assert "◷ 1 waiting" in text_of(title_line(story.state, 120, UNICODE_GLYPHS))
for name in ("html", "md", "csv"):
    assert b"waiting" in exported(matrix, name, ExportOptions(language="es"))
assert "◷ waiting" in exported(matrix, "txt", ExportOptions(language="es")).decode()
assert b'<li class="at-risk"' in exported(matrix, "html")
"""
RUMOUR = """\
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


COST = """\
    cost: str = ""
"""
COST_FIELD = """\
    ValueField("cost", *("Cost, roughly", "c", "cost"), about="What it costs to keep the promise."),
"""
COST_STORY = """
import json
from datetime import date
from copvalue_tui.exports.minutes import minutes_text
from copvalue_tui.exports.registry import ExportOptions, exported
from copvalue_tui.files.session.keys import schema_text
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.write import write
from copvalue_tui.matrix.merge.three_way import merge
from copvalue_tui.matrix.review_summary import review_record
from copvalue_tui.tui.drawing.glyphs import UNICODE_GLYPHS
from copvalue_tui.tui.drawing.line import text_of
from copvalue_tui.tui.side.review_lines import review_lines
from copvalue_tui.editor.commands import shipped_keymap
from tests.editor.stories import tell

before = tell("Staff | > Help |", "").state.matrix
story = tell("Staff | > Help |", "i", "Cost", "two days", None)
matrix = story.state.matrix
assert matrix.members[0].short_term[0].cost == "two days"
text = write(matrix, "")
assert 'cost = "two days"' in text and read(text) == matrix
assert "cost" in json.loads(schema_text())["definitions"]["details"]["properties"]
assert merge(before, before, matrix).matrix == matrix
drawn = review_lines(
    tell(story.state, "r", "All").state, shipped_keymap(), 80, 30, 0, UNICODE_GLYPHS
)
assert any("cost" in text_of(line) and "two days" in text_of(line) for line in drawn.lines)
for name in ("html", "csv", "jsonl"):
    assert b"two days" in exported(matrix, name)
minutes = minutes_text(matrix, review_record(before, matrix, date(2026, 11, 23)))
assert ": cost none → two days" in minutes, minutes
"""
FORMAT = """\
from copvalue_tui.exports.registry import Exporter

EXPORTER = Exporter("ini", (".ini",), "one section a row", lambda matrix, options: "[Staff]")
"""
FORMAT_STORY = """
import sys
from copvalue_tui.cli import main
from copvalue_tui.exports.registry import exported_as
from copvalue_tui.matrix.values import Matrix

assert exported_as(Matrix(), "values.ini") == b"[Staff]"
main(["export", "--help"])
"""
IMPORT = """\
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.registry import Importer
from copvalue_tui.matrix.values import Matrix

IMPORTER = Importer(
    "ini",
    (".ini",),
    lambda text: 99 * text.startswith("[ini]"),
    lambda text: Imported(matrix=Matrix(title="From ini")),
)
"""
IMPORT_STORY = """
from copvalue_tui.imports.sources import import_bytes

for ending in (".ini", ""):
    assert import_bytes(b"[ini] Help", ending).matrix.title == "From ini"
"""
COMMAND = """

@command("Say hello", "ctrl+g")
def hello(state: State) -> State:
    \"\"\"Say hello to whoever asks.\"\"\"
    return state.with_message("Hello.")
"""
COMMAND_STORY = """
from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.keys.key_table import key_table_text
from tests.editor.stories import tell

assert tell("Staff | > Help |", "ctrl+g").message == "Hello."
assert tell("Staff | > Help |", ":", "Say hello").message == "Hello."
assert "| Ctrl+G | Say hello | Say hello to whoever asks. |" in key_table_text(shipped_keymap())
"""


def test_a_status_is_one_row_and_its_verdict_has_a_key(tmp_path: Path):
    grow(tmp_path, "matrix/vocabulary.py", 'letter="d",\n    ),\n', WAITING)
    tell(tmp_path, STATUS_STORY)


def test_a_status_that_is_shipped_still_needs_its_name_in_each_language(tmp_path: Path):
    grow(tmp_path, "matrix/vocabulary.py", 'letter="d",\n    ),\n', WAITING)
    for words in ("house", "matrix"):
        shutil.copytree(ROOT / "tests" / words, tmp_path / "tests" / words)
    asked = ("-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "tests/matrix/test_labels.py")
    done = run(tmp_path, *asked, "-k", "test_every_field_every_word")
    assert "'status.waiting'" in done.stdout, done.stdout[-2000:]


def test_a_level_of_evidence_is_one_row(tmp_path: Path):
    grow(tmp_path, "matrix/vocabulary.py", 'has checked it"),\n', RUMOUR)
    tell(tmp_path, EVIDENCE_STORY)


def test_a_field_of_a_value_is_a_line_of_the_value_and_a_row_of_the_table(tmp_path: Path):
    grow(tmp_path, "matrix/values.py", "indicator: Indicator | None = None\n", COST)
    grow(tmp_path, "matrix/fields/table.py", "remark=_reached,\n    ),\n", COST_FIELD)
    tell(tmp_path, COST_STORY)


def test_a_format_of_exports_is_one_module(tmp_path: Path):
    copied(tmp_path, "exports/formats/ini.py").write_text(FORMAT, encoding="utf-8")
    assert "ini" in tell(tmp_path, FORMAT_STORY)


def test_a_format_of_imports_is_one_module(tmp_path: Path):
    copied(tmp_path, "imports/formats/ini.py").write_text(IMPORT, encoding="utf-8")
    tell(tmp_path, IMPORT_STORY)


def test_a_command_is_one_function(tmp_path: Path):
    grow(tmp_path, "editor/commands/help.py", "import State\n", COMMAND)
    tell(tmp_path, COMMAND_STORY)


def copied(folder: Path, name: str) -> Path:
    """A module of a copy of the program, made at the first call."""
    if not (folder / PACKAGE).exists():
        shutil.copytree(ROOT / PACKAGE, folder / PACKAGE)
        shutil.copytree(ROOT / "tests" / "editor", folder / "tests" / "editor")
    return folder / PACKAGE / name


def grow(folder: Path, name: str, after: str, rows: str) -> None:
    """Write more rows after this text in a module of the copy."""
    module = copied(folder, name)
    text = module.read_text(encoding="utf-8")
    assert text.count(after) == 1
    module.write_text(text.replace(after, after + rows), encoding="utf-8")


def tell(folder: Path, story: str) -> str:
    """Tell a story to the copy; what it prints."""
    done = run(folder, "-c", story)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, cwd=folder, check=False
    )
