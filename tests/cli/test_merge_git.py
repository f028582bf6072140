"""`copvalue merge` and `copvalue diff --textconv` as git calls them, in a real repository."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from copvalue_tui.cli import diff
from copvalue_tui.cli.merge import EXAMPLES
from copvalue_tui.files.session.read import read

BASE = """\
format = 1

[[members]]
name = "Staff"
short_term = [
    "Help",
    "Access",
]
long_term = []
"""
pytestmark = pytest.mark.git
Git = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def git(tmp_path: Path, clean_env: dict[str, str]) -> Git:
    """Runs git in a repository that is set up as the help of `copvalue merge` and `diff` says."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    place = tmp_path / "repository"
    place.mkdir()
    program = tmp_path / "home" / "copvalue"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m copvalue_tui "$@"\n')
    program.chmod(0o755)
    env = clean_env | {"PATH": f"{program.parent}:{clean_env['PATH']}", "LC_ALL": "C"}
    env |= {"GIT_CONFIG_NOSYSTEM": "1"}
    for role in ("AUTHOR", "COMMITTER"):
        env |= {f"GIT_{role}_NAME": "Ana", f"GIT_{role}_EMAIL": "ana@example.org"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *words], cwd=place, env=env, capture_output=True, text=True, check=False,
            timeout=30,
        )  # fmt: skip

    assert run("init", "-q", "-b", "main").returncode == 0
    lines = [line.strip() for line in (EXAMPLES + diff.EXAMPLES).splitlines()]
    for line in lines:
        if line.startswith("git config") or ".gitattributes" in line:
            subprocess.run(["sh", "-c", line], cwd=place, env=env, check=True)
    assert "copvalue merge %O %A %B" in run("config", "merge.copvalue.driver").stdout
    return run


def committed(git: Git, place: Path, text: str, name: str = "plan.toml") -> None:
    """One commit with this text in the file."""
    (place / name).write_text(text)
    assert git("add", "-A").returncode == 0
    done = git("commit", "-q", "-m", "a change")
    assert done.returncode == 0, done.stderr


def branches(git: Git, place: Path, ours: str, theirs: str, base: str = BASE) -> None:
    """Two branches that began from `base`; `main`, with ours, is checked out."""
    committed(git, place, base)
    git("checkout", "-q", "-b", "other")
    committed(git, place, theirs)
    git("checkout", "-q", "main")
    committed(git, place, ours)


def test_two_branches_that_touch_neighbours_merge_without_a_word(git, tmp_path: Path) -> None:
    place = tmp_path / "repository"
    # Neighbouring lines: what git's own merge calls a conflict.
    ours = BASE.replace('    "Access",\n', '    "Access",\n    "Tea",\n')
    theirs = BASE.replace('    "Access",\n', '    { text = "Access", votes = 2 },\n    "Cake",\n')
    branches(git, place, ours, theirs)
    done = git("merge", "-q", "-m", "both", "other")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (place / "plan.toml").read_text() == BASE.replace(
        '    "Access",\n', '    { text = "Access", votes = 2 },\n    "Tea",\n    "Cake",\n'
    )
    assert git("status", "--porcelain").stdout == ""


def test_a_conflict_stops_the_merge_and_is_found_in_the_file(git, tmp_path: Path) -> None:
    place = tmp_path / "repository"
    ours, theirs = BASE.replace("Help", "Help at night"), BASE.replace("Help", "Help by phone")
    branches(git, place, ours, theirs)
    done = git("merge", "-m", "both", "other")
    assert done.returncode == 1
    assert "CONFLICT" in done.stdout
    assert "both were kept" in done.stderr
    assert git("status", "--porcelain").stdout == "UU plan.toml\n"
    text = (place / "plan.toml").read_text()
    assert "<<<<<<<" not in text
    assert [value.text for value in read(text).members[0].short_term] == [
        "Help at night", "Help by phone", "Access",
    ]  # fmt: skip
    assert '# merge: both reworded "Help"' in text
    assert git("merge", "--abort").returncode == 0
    assert (place / "plan.toml").read_text() == ours


def test_the_same_file_begun_on_both_branches_is_merged_from_nothing(git, tmp_path: Path) -> None:
    place = tmp_path / "repository"
    committed(git, place, "read me", "README")
    git("checkout", "-q", "-b", "other")
    committed(git, place, BASE.replace("Access", "Cake"))
    git("checkout", "-q", "main")
    committed(git, place, BASE)
    done = git("merge", "-q", "-m", "both", "other")
    assert done.returncode == 0, done.stdout + done.stderr
    texts = [value.text for value in read((place / "plan.toml").read_text()).members[0].short_term]
    assert texts == ["Help", "Access", "Cake"]


def test_a_rebase_and_a_cherry_pick_merge_by_value_too(git, tmp_path: Path) -> None:
    place = tmp_path / "repository"
    ours = BASE.replace('    "Access",\n', '    "Access",\n    "Tea",\n')
    theirs = BASE.replace('    "Access",\n', '    "Access",\n    "Cake",\n')
    branches(git, place, ours, theirs)
    assert git("cherry-pick", "other").returncode == 0
    git("reset", "-q", "--hard", "HEAD~1")
    done = git("rebase", "-q", "other")
    assert done.returncode == 0, done.stderr
    assert '    "Cake",\n    "Tea",\n' in (place / "plan.toml").read_text()


def test_toml_that_is_no_matrix_is_left_as_it_was_and_stays_in_conflict(git, tmp_path) -> None:
    place = tmp_path / "repository"
    text = "[package]\nname = 'x'\nversion = '1'\n"
    branches(git, place, text.replace("1", "2"), text.replace("1", "3"), text)
    done = git("merge", "-m", "both", "other")
    assert done.returncode == 1
    assert "not a value matrix" in done.stderr
    assert (place / "plan.toml").read_text() == text.replace("1", "2")
    assert git("status", "--porcelain").stdout == "UU plan.toml\n"


def test_git_leaves_no_versions_of_its_passing_files(git, tmp_path: Path) -> None:
    place = tmp_path / "repository"
    ours = BASE.replace('    "Access",\n', '    "Access",\n    "Tea",\n')
    branches(git, place, ours, BASE.replace('    "Help",\n', '    "Cake",\n    "Help",\n'))
    assert git("merge", "-q", "-m", "both", "other").returncode == 0
    assert '"Cake",' in (place / "plan.toml").read_text()
    assert not list((tmp_path / "home").rglob("*merge_file*"))
    assert not list((tmp_path / "home").rglob("versions/*"))


def test_a_conflict_that_was_settled_is_committed_without_its_remarks(git, tmp_path: Path) -> None:
    place = tmp_path / "repository"
    ours, theirs = BASE.replace("Help", "Help at night"), BASE.replace("Help", "Help by phone")
    branches(git, place, ours, theirs)
    assert git("merge", "-m", "both", "other").returncode == 1
    program = [sys.executable, "-m", "copvalue_tui", "merge", "--clean", "plan.toml"]
    env = {"HOME": str(tmp_path / "home"), "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(program, cwd=place, env=env, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"copvalue: Removed 1 remark.\n")
    assert git("commit", "-q", "-a", "-m", "settled").returncode == 0
    assert git("show", "HEAD:plan.toml").stdout == ours.replace(
        '    "Help at night",\n', '    "Help at night",\n    "Help by phone",\n'
    )


def test_git_tells_in_words_what_changed_and_any_other_toml_as_it_is(git, tmp_path: Path) -> None:
    place = tmp_path / "repository"
    committed(git, place, BASE)
    committed(git, place, "[project]\nname = 'x'\n", "pyproject.toml")
    agreed = '    { text = "Help", status = "agreed", owner = "Ann\\u001b[2J" },\n'
    (place / "plan.toml").write_text(BASE.replace('    "Help",\n', agreed))
    (place / "pyproject.toml").write_text("[project]\nname = 'y'\n")
    told = git("diff").stdout
    changed = [line for line in told.splitlines() if line[:1] in "+-" and line[:3] not in _HEADS]
    assert changed == [
        *("-    - Help", "+    - Help [agreed]", "+      owner: Ann␛[2J"),
        *("-name = 'x'", "+name = 'y'"),
    ]
    (place / "plan.toml").write_text("short_term = [ no matrix")
    assert "+short_term = [ no matrix" in git("diff", "--", "plan.toml").stdout
    assert "    - Access" in git("log", "-p", "--", "plan.toml").stdout
    (place / "plan.toml").unlink()
    assert "-    - Help" in git("diff", "--", "plan.toml").stdout


_HEADS = ("+++", "---")
