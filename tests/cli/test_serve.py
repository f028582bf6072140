"""Another driver than the terminal's, and the refusals of `copvalue serve`."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read

ROOT = Path(__file__).parents[2]
DRIVER = "textual.drivers.web_driver:WebDriver"


@pytest.fixture
def water(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "samples" / "water.toml", tmp_path))


def packet(kind: bytes, payload: bytes) -> bytes:
    return kind + len(payload).to_bytes(4, "big") + payload


def test_the_driver_that_the_environment_names_shows_the_editor(water, clean_env, tmp_path):
    """As a browser does: keys come in packets, the screen goes out in packets, the end is told."""
    with subprocess.Popen(
        [sys.executable, "-m", "copvalue_tui", "edit", water],
        env=clean_env | {"TEXTUAL_DRIVER": DRIVER, "COLUMNS": "100", "ROWS": "30"},
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as editor:
        assert editor.stdin is not None
        assert editor.stdout is not None
        assert editor.stdout.readline() == b"__GANGLION__\n"
        shown = b""
        while b"Suggestions" not in shown:
            shown += editor.stdout.read1(4096)
        editor.stdin.write(packet(b"D", b"aFrom a browser\r"))
        editor.stdin.flush()
        while b"38 values" not in shown:
            shown += editor.stdout.read1(4096)
        # The tab is closed at once: nothing has been saved yet.
        editor.stdin.write(packet(b"M", b'{"type": "quit"}'))
        editor.stdin.flush()
        _, told = editor.communicate(timeout=60)
    assert (editor.returncode, told) == (0, b"")
    matrix = read(water.read_text(encoding="utf-8"))
    assert matrix.members[0].short_term[1].text == "From a browser"


def test_serving_needs_its_extra_and_says_how_to_get_it(copvalue, water, tmp_path):
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "textual_serve.py").write_text("raise ImportError")
    done = copvalue("serve", "water.toml", env={"PYTHONPATH": f"{hidden}:{ROOT}"})
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "To serve a browser, install what it needs: pip install 'copvalue-tui[web]'. "
        "In a terminal: copvalue water.toml\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ["-"],
        [],
        ["a.toml", "--port", "0"],
        ["a.toml", "--port", "99999"],
        ["a.toml", "--port", "x"],
    ],
)
def test_what_cannot_be_served_is_refused(copvalue, words):
    done = copvalue("serve", *words)
    assert done.returncode == 2
    assert done.stderr
