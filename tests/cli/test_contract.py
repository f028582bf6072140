"""The contract of the command line, as tables: what each command answers to right and wrong words.

Each row is one run of the program. What a row does not say holds for all: no traceback, no escape
sequence, nothing but the result on stdout, and each message after `copvalue: ` on stderr.
"""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

import copvalue_tui.files.storage.system  # noqa: F401  # looks at `os.open` before it is replaced
from copvalue_tui.cli import main
from copvalue_tui.cli.commands import NAMES
from copvalue_tui.matrix.text.width import cell_width

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
LONG = "x" * 5000
FULL = Path("/dev/full")


class Answer(NamedTuple):
    """What a run gave."""

    code: int
    out: str
    said: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with right and wrong files, in which commands run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "COPVALUE_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    for name in ("good.toml", "old.toml"):
        shutil.copy(SAMPLES / "water.toml", tmp_path / name)
    text = (SAMPLES / "water.toml").read_text(encoding="utf-8")
    (tmp_path / "old.toml").write_text(text.replace("Help with challenges", "Help"), "utf-8")
    (tmp_path / "empty.toml").write_bytes(b"")
    (tmp_path / "junk.toml").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "prose.toml").write_text("Dear all,\nsee you = on Monday\n", "utf-8")
    (tmp_path / "cargo.toml").write_text('[package]\nname = "x"\n', "utf-8")
    (tmp_path / "later.toml").write_text("format = 2\n", "utf-8")
    (tmp_path / "list.txt").write_text("- Ideas für alle\n- Trust\n", "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop.toml").symlink_to("loop.toml")
    os.mkfifo(tmp_path / "pipe.toml")
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Runs a command in this process, and checks what holds for every run."""

    def command(*words: str) -> Answer:
        code = main(list(words))
        out, said = capsys.readouterr()
        told = (words, code, out[:200], said[:500])
        assert code in (0, 1, 2, 3, 4), told
        assert "Traceback" not in said + out, told
        assert "\x1b" not in said, told
        for message in said.splitlines():
            # A message may go on over several lines; only its first one has the name.
            assert said.startswith("copvalue: "), (message, told)
        return Answer(code, out, said)

    return command


READS = [
    ("show", "@"),
    ("show", "--outline", "@"),
    ("check", "@"),
    ("export", "@", "--to", "md"),
    ("export", "@", "-o", "new.html"),
    ("export", "@", "--as", "charter"),
    ("report", "@"),
    ("report", "@", "--all-rows", "pages"),
    ("report", "good.toml", "--since", "@"),
    ("minutes", "@"),
    ("portfolio", "@"),
    ("diff", "@", "good.toml"),
    ("diff", "good.toml", "@"),
    ("merge", "good.toml", "@", "old.toml"),
    ("merge", "good.toml", "old.toml", "@"),
    ("merge", "--clean", "@"),
    ("import", "@", "-o", "new.toml"),
    ("gather", "@", "list.txt", "-o", "new.toml"),
    ("gather", "good.toml", "@", "-o", "new.toml"),
]
"""Every command that reads, with `@` for the file."""
UNREADABLE = {
    "none.toml": "There is no file “none.toml”",
    "a\nb.toml": "There is no file “a",
    "\x1b[2J.toml": "There is no file “",
    "n\udcffn.toml": "There is no file “",
    LONG: "too long",
    "folder": "folder",
    "good.toml/x.toml": "not a folder",
    "loop.toml": "the link points to itself",
    "secret/a.toml": "permission denied",
    "pipe.toml": "is a pipe",
    "/dev/null": "is a device",
    "junk.toml": "not UTF-8",
    "prose.toml": "this is not TOML",
    "cargo.toml": "not a value matrix",
    "later.toml": "newer",
}
NO_MATRIX = ("none.toml", "a\nb.toml", "\x1b[2J.toml", "n\udcffn.toml", LONG, "good.toml/x.toml")
"""Names of no file: `--since` may take them for a date."""


def test_whatever_cannot_be_read_is_named_with_code_3_and_nothing_is_written(
    run, folder: Path, monkeypatch
):
    (folder / "secret").mkdir()
    shutil.copy(folder / "good.toml", folder / "secret/a.toml")
    # Asked of the system it would not be denied to root, as who these tests may run.
    monkeypatch.setattr(os, "open", denying(os.open, folder / "secret", making=False))
    before = contents(folder)
    wrong = []
    for words in READS:
        for file, sentence in UNREADABLE.items():
            answer = run(*(file if word == "@" else word for word in words))
            since = "--since" in words and file in (*NO_MATRIX, "loop.toml")
            wanted = (2, "is neither a date") if since else (3, sentence)
            if words[0] == "portfolio" and file == "folder":
                wanted = (3, "0 matrices read")
            if answer.code != wanted[0] or wanted[1] not in answer.said:
                wrong.append((words, file[:20], answer.code, answer.said[:200]))
            if answer.out and words[0] != "portfolio":
                wrong.append((words, file[:20], answer.out[:100]))
    assert not wrong, "\n".join(map(repr, wrong))
    assert contents(folder) == before


def test_the_editor_opens_nothing_that_cannot_be_read_and_says_why(run, folder: Path, monkeypatch):
    monkeypatch.setattr("copvalue_tui.cli.edit._is_terminal", lambda stream: True)
    monkeypatch.setenv("TERM", "xterm")
    before = contents(folder)
    wrong = []
    for words in (("@",), ("edit", "--read-only", "@"), ("follow", "@"), ("--linear", "@")):
        for file, sentence in UNREADABLE.items():
            if file in NO_MATRIX or file.startswith("secret"):
                continue  # Most of these names begin a new file.
            answer = run(*(file if word == "@" else word for word in words))
            if answer.code != 3 or sentence not in answer.said or answer.out:
                wrong.append((words, file[:20], answer.code, answer.said[:200]))
    assert not wrong, "\n".join(map(repr, wrong))
    assert contents(folder) == before


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, without what the program keeps in its home."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "home" not in path.relative_to(folder).parts
    }


class Case(NamedTuple):
    """A run and its answer."""

    words: tuple[str, ...]
    code: int | None = 0
    """None where it depends on the machine."""
    out: str = ""
    """A part of stdout; `nothing` for none at all."""
    said: str = ""
    """A part of stderr."""


NOTHING = "nothing"
RIGHT = [
    Case(("show", "good.toml"), 0, "Short Term Value"),
    Case(("show", "good.toml", "--outline"), 0, "  Short term (within 12 months):\n"),
    Case(("show", "empty.toml"), 0, "Members"),
    Case(("check", "good.toml"), 1, "good.toml:", "37 values"),
    Case(("check", "empty.toml", "good.toml"), 1, "empty.toml"),
    Case(("check", "good.toml", "--format", "json"), 1, '"level"'),
    Case(("export", "good.toml", "--to", "md"), 0, "| | Short Term Value", "Not in md"),
    Case(("export", "good.toml", "--to", "txt"), 0, "MEMBERS", "cannot be imported again"),
    Case(("export", "good.toml", "-o", "x.json"), 0, NOTHING, "Wrote x.json."),
    Case(("export", "good.toml", "-o", "x.json", "--force"), 0, NOTHING, "Wrote x.json."),
    Case(("export", "good.toml", "--to", "csv", "--excel"), 0, "\ufeff"),
    Case(("export", "good.toml", "--as", "pitch"), 0, "# Pitch: "),
    Case(("export", "good.toml", "--blank", "--to", "html"), 0, "<!DOCTYPE html>"),
    Case(("report", "good.toml"), 0, "## What came true"),
    Case(("report", "good.toml", "--since", "old.toml"), 0, "## What changed"),
    Case(("report", "good.toml", "--all-rows", "pages"), 0, NOTHING, "Wrote 6 pages into pages."),
    Case(("minutes", "good.toml"), 1, NOTHING, "has no review yet"),
    Case(("portfolio", "good.toml", "old.toml"), 0, "Small-Town", "2 matrices read."),
    Case(("portfolio", ".", "--format", "jsonl"), 3, '"text"', "could not be read"),
    Case(("diff", "good.toml", "old.toml"), 1, "Help"),
    Case(("diff", "good.toml", "good.toml"), 0, NOTHING, "No differences."),
    Case(("diff", "--textconv", "good.toml"), 0, "Short term (within 12 months):"),
    Case(("diff", "--textconv", "cargo.toml"), 0, "[package]"),
    Case(("merge", "good.toml", "old.toml", "good.toml", "-o", "-"), 0, "[[members]]", "Merged"),
    Case(("import", "list.txt", "-o", "i.toml"), 0, NOTHING, "Created i.toml."),
    Case(("import", "list.txt", "-o", "-", "--into", "Members:short"), 0, "Ideas für alle"),
    Case(("gather", "good.toml", "list.txt", "-o", "g.toml"), 0, NOTHING, "Created g.toml."),
    Case(("new", "n.toml", "--template", "toolkit"), 0, NOTHING, "Created n.toml."),
    Case(("new", "-"), 0, "[[members]]"),
    Case(("new", "two\nlines.toml"), 0, NOTHING, "Created two⏎lines.toml."),
    Case(("packs",), 0, "toolkit"),
    Case(("packs", "show", "toolkit"), 0, "Help with challenges"),
    Case(("packs", "check"), 0, NOTHING, "no packs of your own yet"),
    Case(("packs", "check", "cargo.toml"), 1, "cargo.toml"),
    Case(("packs", "path"), 0, "packs"),
    Case(("recover", "good.toml"), 0, NOTHING, "no unsaved work"),
    Case(("schema",), 0, '"$schema"'),
    Case(("keys",), 0, "| keys |"),
    Case(("config",), 0, "autosave = true"),
    Case(("config", "path"), 0, "config.toml"),
    Case(("config", "check"), 0, NOTHING, "valid"),
    Case(("config", "init"), 0, NOTHING, "config.toml"),
    Case(("doctor",), None, "Terminal: "),
    Case(("completion", "fish"), 0, "complete -c copvalue"),
    Case(("man",), 0, ".TH COPVALUE 1"),
    Case(("help",), 0, "usage: copvalue"),
    Case(("help", "export"), 0, "usage: copvalue export"),
    Case(("--version",), 0, "copvalue "),
    Case(("edit", "good.toml"), 2, NOTHING, "copvalue show good.toml"),
    Case(("good.toml",), 2, NOTHING, "The editor needs a terminal."),
    Case(("demo",), 2, NOTHING, "copvalue new - --template water"),
    Case(("follow", "good.toml"), 2, NOTHING, "copvalue show good.toml"),
]


def answered(run: Callable[..., Answer], cases: Iterable[Case]) -> list[object]:
    """The cases that were answered in another way."""
    wrong: list[object] = []
    for case in cases:
        answer = run(*case.words)
        out = not answer.out if case.out == NOTHING else case.out in answer.out
        code = case.code is None or answer.code == case.code
        if not code or not out or case.said not in answer.said:
            wrong.append((case, answer.code, answer.out[:200], answer.said[:300]))
    return wrong


def test_every_command_does_what_its_line_says(run):
    # A server ends with a signal: it is tried beside its own tests with wrong words only.
    told = {case.words[0] for case in RIGHT} | {"serve"}
    assert told >= set(NAMES), "each command has a case"
    wrong = answered(run, RIGHT)
    assert not wrong, "\n".join(map(repr, wrong))


USAGE = "usage: copvalue "
WRONG = [
    *(Case((*words, "--nope"), 2, NOTHING, USAGE) for words in (("show", "x"), ("check", "x"))),
    *(Case((name, "a", "b", "c", "d"), 2, NOTHING) for name in ("show", "merge", "diff", "man")),
    *(Case((name,), 2, NOTHING, USAGE) for name in NAMES if name in (
        "new", "show", "check", "export", "import", "gather", "report", "minutes", "portfolio",
        "follow", "completion", "serve")),
    Case(("chekc",), 2, NOTHING, "Did you mean check?"),
    Case(("diff", "good.toml"), 2, NOTHING, "two files"),
    Case(("merge", "good.toml", "old.toml"), 2, NOTHING, "three files"),
    Case(("packs", "zz"), 2, NOTHING, "“zz” is no action; choose from list, show, check, path."),
    Case(("packs", "show", "zz"), 2, NOTHING, "There is no pack “zz”."),
    Case(("config", "zz"), 2, NOTHING, "“zz” is no action; choose from path, show"),
    Case(("help", "zz"), 2, NOTHING, "“zz” is no COMMAND"),
    Case(("completion", "tcsh"), 2, NOTHING, "choose from bash, zsh, fish"),
    Case(("--theme", "drak", "good.toml"), 2, NOTHING, "choose from terminal"),
    Case(("edit", "-"), 2, NOTHING, "copvalue show -"),
    Case(("follow", "-"), 2, NOTHING, "copvalue show -"),
    Case(("serve", "-"), 2, NOTHING, "copvalue show -"),
    Case(("serve", "good.toml", "--port", "0"), 2, NOTHING, "from 1 to 65535"),
    Case(("export", "good.toml"), 2, NOTHING, "Say which format"),
    Case(("export", "good.toml", "--to", "odt"), 2, NOTHING, "There is no format “odt”."),
    Case(("export", "good.toml", "-o", "page.odt"), 2, NOTHING, "“.odt” is not an ending"),
    Case(("export", "good.toml", "-o", "page"), 2, NOTHING, "“page” has no ending."),
    Case(("export", "good.toml", "--to", "md", "-o", "x.csv"), 2, NOTHING, "--to says md"),
    Case(("export", "good.toml", "--to", "csv", "--outline"), 2, NOTHING, "--outline is for"),
    Case(("export", "good.toml", "--to", "html", "--as", "pitch"), 2, NOTHING, "--as is for md"),
    Case(("export", "good.toml", "--to", "md", "--row", "zz"), 2, NOTHING, "There is no row “zz”"),
    Case(("export", "good.toml", "--to", "md", "--row", LONG), 2, NOTHING, "…”"),
    Case(("export", "good.toml", "--to", "md", "--shared", "zz"), 2, NOTHING, "no shared value"),
    Case(("export", "good.toml", "--to", "md", "--status", "zz"), 2, NOTHING, "is no status"),
    Case(("export", "good.toml", "--to", "md", "--priority", "zz"), 2, NOTHING, "is no priority"),
    Case(("export", "good.toml", "--to", "md", "--only", "zz"), 2, NOTHING, "members, organ"),
    Case(("export", "good.toml", "--to", "md", "--horizon", "zz"), 2, NOTHING, "short, long"),
    Case(("export", "good.toml", "--to", "md", "--language", "de"), 2, NOTHING, "only in en"),
    Case(("export", "good.toml", "-o", "good.toml", "--to", "md"), 2, NOTHING, "the matrix itself"),
    Case(("report", "good.toml", "--for", "zz"), 2, NOTHING, "There is no row “zz”"),
    Case(("report", "good.toml", "--since", "zz"), 2, NOTHING, "neither a date"),
    Case(("report", "good.toml", "--since", LONG), 2, NOTHING, "neither a date"),
    Case(("report", "good.toml", "--to", "pdf"), 2, NOTHING, "choose from md, html, docx"),
    Case(("report", "good.toml", "--all-rows", "p", "-o", "x.md"), 2, NOTHING, "leave out"),
    Case(("show", "good.toml", "--width", "0"), 2, NOTHING, "from 1 to 1000"),
    Case(("show", "good.toml", "--width", "9" * 99), 2, NOTHING, "from 1 to 1000"),
    Case(("show", "good.toml", "--row", "zz"), 2, NOTHING, "There is no row “zz”"),
    Case(("check", "good.toml", "--format", "xml"), 2, NOTHING, "choose from text, json"),
    Case(("diff", "good.toml", "old.toml", "--format", "xml"), 2, NOTHING, "text, md, json"),
    Case(("diff", "-", "-"), 2, NOTHING, "can be stdin"),
    *(Case(words, 2, NOTHING, "nly one of the ") for words in (
        ("check", "-", "-"), ("import", "-", "-", "-o", "x.toml"), ("gather", "-", "-"),
        ("report", "-", "--since", "-"))),
    Case(("portfolio", ".", "--format", "xml"), 2, NOTHING, "choose from text, csv, jsonl"),
    Case(("minutes", "good.toml", "--date", "zz"), 2, NOTHING, "is not a date"),
    Case(("new", "x.toml", "--template", "zz"), 2, NOTHING, "choose from blank"),
    Case(("import", "list.txt"), 2, NOTHING, "-o/--output"),
    Case(("import", "list.txt", "-o", "-", "--into", "Members"), 2, NOTHING, "ROW:short"),
    Case(("import", "list.txt", "-o", "-", "--from", "zz"), 2, NOTHING, "choose from bullets"),
    Case(("gather", "good.toml", "list.txt", "--into", ":"), 2, NOTHING, "ROW:short"),
    *(Case((*words, ""), 2, NOTHING, "An argument is empty") for words in (
        (), ("show",), ("new",), ("merge", "a", "b"),
        ("export", "good.toml", "--to", "md", "--row"),
        ("report", "good.toml", "--for"), ("report", "good.toml", "--since"),
        ("report", "good.toml", "--all-rows"), ("export", "good.toml", "-o"))),
]  # fmt: skip
"""What is wrong in the words alone."""


def test_wrong_words_are_code_2_and_nothing_is_written(run, folder: Path):
    before = contents(folder)
    wrong = answered(run, WRONG)
    assert not wrong, "\n".join(map(repr, wrong))
    assert contents(folder) == before


WRITES = [
    ("export", "good.toml", "--to", "md", "-o", "@.md"),
    ("export", "good.toml", "-o", "@.xlsx"),
    ("report", "good.toml", "-o", "@.html"),
    ("import", "list.txt", "-o", "@.toml"),
    ("gather", "good.toml", "list.txt", "-o", "@.toml"),
    ("new", "@.toml"),
    ("merge", "good.toml", "old.toml", "good.toml", "-o", "@.toml"),
    ("report", "good.toml", "--all-rows", "@"),
]
"""Every command that writes a file, with `@` for its name without the ending."""
UNWRITABLE = {
    "nowhere/x": "There is no folder “nowhere”",
    "list.txt/x": "not a folder",
    "/proc/none/x": "",
    LONG: "too long",
    "denied/x": "permission denied",
}


def test_what_cannot_be_written_is_code_4_and_says_why(run, folder: Path, monkeypatch):
    (folder / "denied").mkdir()
    for name in ("open", "mkdir"):
        monkeypatch.setattr(os, name, denying(getattr(os, name), folder / "denied"))
    before = contents(folder)
    wrong = []
    for words in WRITES:
        for place, sentence in UNWRITABLE.items():
            if words[-1] == "@" and place == "nowhere/x":
                continue  # Folders for pages are made.
            answer = run(*(word.replace("@", place) for word in words))
            if answer.code != 4 or sentence not in answer.said or answer.out:
                wrong.append((words, place[:20], answer.code, answer.said[:200]))
    assert not wrong, "\n".join(map(repr, wrong))
    assert contents(folder) == before


def denying(call: Callable[..., int], denied: Path, *, making: bool = True) -> Callable[..., int]:
    """A call that makes nothing in a folder; or reads nothing there, if it is not `making`."""
    inode = denied.stat().st_ino

    def refused(path: str, flags: int = os.O_CREAT, *more: int, **named: int) -> int:
        inside = denied.name in str(path)
        if "dir_fd" in named:
            inside = os.fstat(named["dir_fd"]).st_ino == inode
        if inside and (not making or flags & os.O_CREAT or call.__name__ == "mkdir"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return call(path, flags, *more, **named)

    return refused


def test_nothing_that_is_there_is_replaced_unasked(run, folder: Path):
    for ending in (".md", ".xlsx", ".html", ".toml"):
        (folder / f"taken{ending}").write_text("mine", encoding="utf-8")
    for words in WRITES[:-2]:
        name = next(word for word in words if "@" in word).replace("@", "taken")
        answer = run(*(word.replace("@", "taken") for word in words))
        assert (answer.code, answer.out) == (4, ""), words
        assert f"“{name}” already exists and was not changed." in answer.said
        assert (folder / name).read_text(encoding="utf-8") == "mine"
    answer = run("report", "good.toml", "--all-rows", "list.txt")
    assert (answer.code, "is no folder" in answer.said) == (4, True)


# Streams and surroundings, in a process of their own


SPEAKS = [
    (("show", "good.toml"), 0),
    (("check", "old.toml"), 1),
    (("export", "good.toml", "--to", "docx"), 0),
    (("diff", "good.toml", "old.toml"), 1),
    (("gather", "good.toml", "list.txt"), 0),
    (("help", "export"), 0),
]


def started(folder: Path, words: Iterable[str], **named: object) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **named.pop("env", {})}  # type: ignore[dict-item]
    return subprocess.Popen(
        [sys.executable, "-m", "copvalue_tui", *words], cwd=folder, env=env,
        stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, **named,
    )  # fmt: skip


def test_a_reader_that_has_read_enough_is_no_error(folder: Path):
    for words, _ in SPEAKS:
        reading, writing = os.pipe()
        os.close(reading)
        process = started(folder, words, stdout=writing)
        os.close(writing)
        said = process.communicate(timeout=60)[1].decode()
        assert process.returncode in (0, 1), (words, said)
        assert "rror" not in said, words


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_a_disk_that_is_full_is_code_4(folder: Path):
    for words, _ in SPEAKS:
        with FULL.open("wb") as full:
            process = started(folder, words, stdout=full)
            said = process.communicate(timeout=60)[1].decode()
        assert process.returncode == 4, words
        assert "copvalue: Cannot write the output: No space left on device." in said


def test_neither_the_locale_nor_a_narrow_terminal_changes_what_is_said(folder: Path):
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for words, code in SPEAKS:
        outs = []
        for env in ({}, plain):
            process = started(folder, words, stdout=subprocess.PIPE, env=env)
            outs.append(process.communicate(timeout=60))
            assert process.returncode == code, (words, outs)
        if "docx" not in words:
            assert outs[0] == outs[1], words
    narrow = started(folder, ("show", "good.toml"), stdout=subprocess.PIPE, env={"COLUMNS": "40"})
    lines = narrow.communicate(timeout=60)[0].decode().splitlines()
    assert max(map(cell_width, lines)) <= 40


LOADED = """
import io, json, sys
import copvalue_tui.files.storage.system  # noqa: F401  # looks at `os.open` before it is replaced
from copvalue_tui.cli import main
for words in json.loads(sys.argv[1]):
    main(words)
sys.stdout = sys.__stdout__
sys.stderr.write("\\n" + json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_no_command_without_the_editor_loads_textual(folder: Path):
    words = json.dumps([case.words for case in RIGHT])
    program = (sys.executable, "-c", LOADED, words)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        program, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    loaded = set(json.loads(done.stderr.splitlines()[-1]))
    assert not loaded & {"textual", "rich", "pytest"}
    assert "docx" not in loaded, "what only one format needs is loaded with that format"


# stdin


def test_a_dash_reads_stdin(run, folder: Path, monkeypatch):
    def stdin(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    good = (folder / "good.toml").read_bytes()
    for words in READS:
        if words[:2] in (("merge", "--clean"), ("merge", "good.toml")) or words[0] == "portfolio":
            continue  # They name files, to write them or to tell them apart.
        if words[-2:] == ("-o", "new.toml"):
            words = (*words[:-1], "-")
        stdin(good)
        from_stdin = run(*(word.replace("@", "-") for word in words), *forced(words))
        from_file = run(*(word.replace("@", "good.toml") for word in words), *forced(words))
        assert from_stdin.code == from_file.code, (words, from_stdin.said)
        assert from_stdin.out == from_file.out.replace("good.toml:", "stdin:"), words
        for junk in ("junk.toml", "prose.toml", "cargo.toml"):
            stdin((folder / junk).read_bytes())
            answer = run(*(word.replace("@", "-") for word in words), *forced(words))
            imports = words[0] == "import" or words[:2] == ("gather", "good.toml")
            # A text on stdin has no name that calls it TOML.
            codes = (0, 3) if imports else (3,)
            assert answer.code in codes, (words, junk, answer.said)


def forced(words: tuple[str, ...]) -> tuple[str, ...]:
    """What lets a command write the same file again."""
    return ("--force",) if "new.html" in words or "pages" in words else ()


# Help


def test_every_command_has_help_with_examples(run):
    for name in NAMES:
        for words in ((name, "--help"), ("help", name)):
            answer = run(*words)
            assert (answer.code, answer.said) == (0, ""), words
            assert "examples:" in answer.out, words
            assert max(map(cell_width, answer.out.splitlines())) <= 100, words
