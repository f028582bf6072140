"""The wheel, the sdist and the zip file: built as a release is, and used away from the clone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from copvalue_tui import __version__
from tests.pty.terminal import Terminal

pytestmark = [pytest.mark.package, pytest.mark.timeout(900)]
ROOT = Path(__file__).parents[2]


def run(*words: object, cwd: Path, code: int = 0) -> str:
    """Run a program in a folder, and give its output."""
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={name: word for name, word in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def clone() -> Iterator[Path]:
    """A fresh clone in which a release was built with the commands of CONTRIBUTING.md."""
    pytest.importorskip("build", reason="build is not here; .ci/run installs it")
    pytest.importorskip("hatchling", reason="hatchling is not here; .ci/run installs it")
    if run("git", "rev-parse", "--show-toplevel", cwd=ROOT, code=0).strip() != str(ROOT):
        pytest.skip("not a git checkout, so there is nothing to clone")
    with tempfile.TemporaryDirectory(prefix="copvalue-", dir="/tmp") as folder:
        clone = Path(folder) / "clone"
        run("git", "clone", "-q", ROOT, clone, cwd=ROOT)
        page = (clone / "CONTRIBUTING.md").read_text(encoding="utf-8")
        (block,) = re.findall(r"```sh\n(python3 -m build\n.*?)```", page, re.DOTALL)
        # What builds is installed beside the tests, so that nothing is downloaded again.
        here = f"{sys.executable} -m build --no-isolation"
        run("bash", "-euc", block.replace("python3 -m build", here), cwd=clone)
        assert run("git", "status", "--porcelain", cwd=clone) == ""
        yield clone


@pytest.fixture
def elsewhere(short_folder: Path) -> Path:
    """A folder outside the clone."""
    return short_folder


def used(elsewhere: Path, *program: object) -> None:
    """Use an installed program as a person would: its data files, its exit codes, its editor."""
    assert run(*program, "--version", cwd=elsewhere) == f"copvalue {__version__}\n"
    run(*program, "new", "mine.toml", "--template", "water", cwd=elsewhere)
    assert "Help with challenges" in run(*program, "show", "mine.toml", cwd=elsewhere)
    assert "people-served" in run(*program, "packs", cwd=elsewhere)
    assert "Did you mean check?" in run(*program, "chekc", cwd=elsewhere, code=2)
    run(*program, "check", "mine.toml", cwd=elsewhere, code=1)
    editor = Terminal(
        [*map(str, program), "mine.toml"],
        env={"PYTHONPATH": "", "HOME": str(elsewhere)},
        cwd=str(elsewhere),
    )
    with editor:
        editor.wait_for("Suggestions")
        editor.wait_bytes(b"\x1b[?7l")
        editor.press("?")
        editor.wait_for("all keys")
        editor.send("\x1b")
        editor.wait_gone("all keys")
        editor.press("1")
        editor.wait_for("Adopted")
        editor.press("q")
        assert editor.wait() == 0
    assert "38 values" in run(*program, "check", "mine.toml", cwd=elsewhere, code=1)


def test_the_wheel_is_installed_and_used(clone, elsewhere):
    (wheel,) = clone.glob("dist/*.whl")
    run("python3", "-m", "venv", "--without-pip", "env", cwd=elsewhere)
    run("python3", "-m", "pip", "--python", "env/bin/python", "install", "-q", wheel, cwd=elsewhere)
    used(elsewhere, elsewhere / "env" / "bin" / "copvalue")
    share = {
        str(path.relative_to(elsewhere / "env" / "share"))
        for path in (elsewhere / "env" / "share").rglob("*copvalue*")
        if path.is_file()
    }
    assert share == {
        "man/man1/copvalue.1",
        "bash-completion/completions/copvalue",
        "zsh/site-functions/_copvalue",
        "fish/vendor_completions.d/copvalue.fish",
    }
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        metadata = archive.read(name).decode("utf-8")
    assert "Author: The copvalue contributors\n" in metadata
    assert "](" not in metadata, "a link of the page for the index would lead nowhere"


def test_the_zip_file_is_used_as_it_is(clone, elsewhere):
    # On another disk than the clone's packages, and with nothing but Python beside it.
    shutil.copy(clone / "dist" / "copvalue.pyz", elsewhere)
    used(elsewhere, shutil.which("python3"), "-S", elsewhere / "copvalue.pyz")
    assert list(elsewhere.glob("**/*.tcss")) == []


def test_the_sdist_is_complete_and_passes_its_own_tests(clone, elsewhere):
    (sdist,) = clone.glob("dist/*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(elsewhere, filter="data")
    unpacked = elsewhere / sdist.name.removesuffix(".tar.gz")
    tracked = run("git", "ls-files", cwd=clone).splitlines()
    assert [name for name in tracked if not (unpacked / name).exists()] == []
    # Not all of them, which takes minutes: those that read the files of the project.
    asked = ("tests/house", "tests/samples", "tests/suggest", "tests/cli/test_completion.py")
    run(sys.executable, "-m", "pytest", "-q", "-n", "0", *asked, cwd=unpacked)
