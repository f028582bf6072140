"""Where Python has no POSIX terminal, no locks and opens no folders, as on Windows."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EDITORS = (
    *(["water.toml"], ["edit", "water.toml"], ["demo"]),
    *(["follow", "water.toml"], ["serve", "water.toml"]),
)
COMMANDS = (
    ["--help"],
    ["new", "new.toml", "--template", "toolkit"],
    ["new", "water.toml"],
    ["show", "water.toml"],
    ["show", "new.toml", "--outline"],
    ["check", "water.toml", "new.toml"],
    ["export", "water.toml", "-o", "water.md"],
    ["export", "new.toml", "-o", "water.md", "--force"],
    ["export", "water.toml", "--to", "json"],
    ["import", "water.md", "-o", "imported.toml"],
    ["gather", "new.toml", "imported.toml", "-o", "gathered.toml"],
    ["report", "water.toml", "--all-rows", "pages"],
    ["export", "water.toml", "-o", "water.docx"],
    ["export", "water.toml", "-o", "water.xlsx"],
    ["report", "water.toml", "--to", "html"],
    ["minutes", "water.toml"],
    ["portfolio", "."],
    ["diff", "water.toml", "new.toml"],
    ["diff", "water.toml", "new.toml", "--format", "md"],
    ["diff", "--textconv", "water.toml"],
    ["merge", "new.toml", "imported.toml", "new.toml", "-o", "merged.toml"],
    ["merge", "--clean", "merged.toml"],
    ["recover"],
    ["recover", "water.toml"],
    ["packs"],
    ["packs", "show", "km"],
    ["packs", "path"],
    ["packs", "check"],
    ["config", "show"],
    ["config", "init"],
    ["config", "check"],
    ["config", "path"],
    ["schema"],
    ["keys"],
    ["completion", "bash"],
    ["man"],
    ["help", "show"],
)
LESS_SURE = (
    b"Saved, but on this disk a power failure could restore the previous version.",
    b"Two names cannot be exchanged, so a save of another program may be missed.",
)
"""What such a system cannot promise, and says."""


@pytest.fixture
def without_posix(copvalue, tmp_path):
    """Runs the program as `copvalue` does, but without what only POSIX has."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copyfile(Path(__file__).with_name("without_posix.py"), hooks / "sitecustomize.py")

    def run(*words, **more):
        return copvalue(*words, env={"PYTHONPATH": f"{hooks}:{ROOT}"}, **more)

    return run


def files_in(folder: Path) -> dict[str, bytes]:
    """What lies in the folder, but for the home and office files: moments are in both."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    names = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {
        name: text
        for name, text in names.items()
        if not name.startswith(("home/", "hooks/")) and not name.endswith((".docx", ".xlsx"))
    }


def test_every_command_but_the_editor_does_the_same(copvalue, without_posix, tmp_path):
    done = {}
    for run in (copvalue, without_posix):
        shutil.rmtree(tmp_path / "home")
        (tmp_path / "home").mkdir()
        for name in ("water.toml", "merged.toml", "gathered.toml", "imported.toml", "new.toml"):
            (tmp_path / name).unlink(missing_ok=True)
        shutil.rmtree(tmp_path / "pages", ignore_errors=True)
        for ending in ("md", "docx", "xlsx"):
            (tmp_path / f"water.{ending}").unlink(missing_ok=True)
        shutil.copy(ROOT / "samples" / "water.toml", tmp_path)
        for words in COMMANDS:
            ended = run(*words)
            assert ended.returncode < 2 or words == ["new", "water.toml"], words
            talk = ended.stderr
            if run is without_posix:
                for sentence in LESS_SURE:
                    talk = talk.replace(b" " + sentence, b"").replace(sentence + b"\n", b"")
            answer = (ended.returncode, ended.stdout, talk)
            assert done.setdefault(tuple(words), answer) == answer, words
        written = files_in(tmp_path)
        assert done.setdefault(("files",), written) == written


@pytest.mark.parametrize("words", EDITORS)
def test_the_editor_says_what_it_needs(without_posix, words):
    ended = without_posix(*words)
    assert ended.returncode == 2
    assert ended.stderr.count(b"\n") == 1
    assert ended.stderr.startswith(b"The editor needs a POSIX terminal: Linux, macOS, or WSL on ")


def test_the_editor_works_in_plain_lines(without_posix, tmp_path):
    shutil.copy(ROOT / "samples" / "water.toml", tmp_path)
    script = b"go 1 short\nadd From elsewhere\ndelete 1\nundo\nsave\nquit\n"
    ended = without_posix("--linear", "water.toml", stdin=script)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert LESS_SURE[0] in ended.stdout
    before = (ROOT / "samples" / "water.toml").read_text(encoding="utf-8").splitlines()
    after = (tmp_path / "water.toml").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == ['    "From elsewhere",']
    assert [line for line in before if line not in after] == []
    assert list(tmp_path.glob(".water.toml*")) == [], "no lock is left behind"


def test_the_doctor_says_what_is_not_protected(without_posix):
    ended = without_posix("doctor")
    assert ended.returncode == 1
    for sentence in LESS_SURE:
        assert sentence in ended.stdout


def test_nothing_is_overwritten_and_nothing_is_left_over(without_posix, tmp_path):
    (tmp_path / "mine.toml").write_bytes(b"junk \xff\n")
    for words in (
        ["new", "mine.toml"],
        ["import", "mine.toml", "-o", "mine.toml"],
        ["export", "mine.toml", "-o", "other.md"],
        ["new", "no/such/folder.toml"],
        ["new", "."],
    ):
        ended = without_posix(*words)
        assert ended.returncode in (3, 4), words
        assert ended.stderr
    nowhere = without_posix("new", "no/such/folder.toml").stderr.decode()
    assert nowhere == "There is no folder “no/such” to save in.\n"
    assert files_in(tmp_path) == {"mine.toml": b"junk \xff\n"}
