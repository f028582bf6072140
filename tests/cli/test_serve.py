"""Another driver than the terminal's, and the refusals of `copvalue serve`."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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


class Tab:
    """What a browser tab sends to an editor, and what it has shown."""

    def __init__(self, editor: subprocess.Popen[bytes]) -> None:
        self._editor = editor
        self._shown = b""

    def wait_for(self, words: bytes) -> None:
        assert self._editor.stdout is not None
        while words not in self._shown:
            self._shown += self._editor.stdout.read1(4096)

    def send(self, *packets: bytes) -> None:
        assert self._editor.stdin is not None
        self._editor.stdin.write(b"".join(packets))
        self._editor.stdin.flush()

    def lose_server(self) -> None:
        """Whoever serves the tab is gone, and with it both ends of the pipes."""
        assert self._editor.stdin is not None
        assert self._editor.stdout is not None
        self._editor.stdin.close()
        self._editor.stdout.close()
        assert self._editor.stderr is not None
        self._editor.stdin = self._editor.stdout = None

    def end(self) -> tuple[int, bytes]:
        """The exit status, and what the editor had to say."""
        _, told = self._editor.communicate(timeout=60)
        return self._editor.returncode, told


@contextmanager
def editor_in_a_tab(file: Path, env: dict[str, str], folder: Path) -> Iterator[Tab]:
    """The editor as a browser has it: keys and the end come in packets, the screen goes out so."""
    with subprocess.Popen(
        [sys.executable, "-m", "copvalue_tui", "edit", file],
        env=env | {"TEXTUAL_DRIVER": DRIVER, "COLUMNS": "100", "ROWS": "30"},
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as editor:
        assert editor.stdout is not None
        assert editor.stdout.readline() == b"__GANGLION__\n"
        tab = Tab(editor)
        tab.wait_for(b"Suggestions")
        yield tab


CLOSED = packet(b"M", b'{"type": "quit"}')


def test_the_driver_that_the_environment_names_shows_the_editor(water, clean_env, tmp_path):
    with editor_in_a_tab(water, clean_env, tmp_path) as tab:
        tab.send(packet(b"D", b"aFrom a browser\r"))
        tab.wait_for(b"38 values")
        # The tab is closed at once: nothing has been saved yet.
        tab.send(CLOSED)
        assert tab.end() == (0, b"")
    matrix = read(water.read_text(encoding="utf-8"))
    assert matrix.members[0].short_term[1].text == "From a browser"


def test_keys_that_came_with_the_end_are_heeded_first(water, clean_env, tmp_path):
    with editor_in_a_tab(water, clean_env, tmp_path) as tab:
        keys = [packet(b"D", key.encode()) for key in "aIn the last moment\r"]
        tab.send(*keys, CLOSED, CLOSED)
        assert tab.end() == (0, b"")
    matrix = read(water.read_text(encoding="utf-8"))
    assert matrix.members[0].short_term[1].text == "In the last moment"


def test_a_tab_that_is_closed_saves_into_a_file_that_others_changed(water, clean_env, tmp_path):
    with editor_in_a_tab(water, clean_env, tmp_path) as tab:
        text = water.read_text(encoding="utf-8")
        other = text.replace("short_term = [\n", 'short_term = [\n    "From somebody else",\n', 1)
        assert other != text
        tab.send(packet(b"D", b"aFrom a browser\r"))
        tab.wait_for(b"38 values")
        water.write_text(other, encoding="utf-8")
        tab.send(CLOSED)
        assert tab.end() == (0, b"")
    values = read(water.read_text(encoding="utf-8")).members[0].short_term
    assert {"From somebody else", "From a browser"} <= {value.text for value in values}


@pytest.mark.parametrize("keys", [b"", b"aBefore the server died\r"])
def test_a_server_that_is_killed_ends_the_editor_as_a_closed_tab_does(
    water, clean_env, tmp_path, keys
):
    """Nobody closes the tab: the pipes end, and what is still painted goes nowhere."""
    before = water.read_bytes()
    with editor_in_a_tab(water, clean_env, tmp_path) as tab:
        tab.send(packet(b"D", keys))
        if keys:
            tab.wait_for(b"38 values")
        tab.lose_server()
        assert tab.end() == (0, b"")
    assert (b"Before the server died" in water.read_bytes()) == bool(keys)
    assert keys or water.read_bytes() == before


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
