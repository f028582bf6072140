"""The editor in a browser: `copvalue serve` in headless Chromium."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.foreign.browser import Browser, until
from tests.foreign.conftest import program

pytestmark = pytest.mark.foreign
ROOT = Path(__file__).parents[2]


@pytest.fixture
def water(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "samples" / "water.toml", tmp_path))


def listens(port: int) -> bool:
    """Whether somebody does at this port."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def server(water: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server that serves the sample, and its address with its key in it."""
    pytest.importorskip("textual_serve", reason="textual-serve is not here; .ci/run installs it")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "copvalue_tui", "serve", water.name, "--port", str(port)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr is not None
    said = server.stderr.readline() + server.stderr.readline()
    found = re.search(rf"http://127\.0\.0\.1:{port}/\?key=\S{{32}}", said)
    assert found, said
    asyncio.run(until(lambda: listens(port)))
    yield server, found[0]
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0
    server.stderr.close()


@pytest.fixture
def address(server: tuple[subprocess.Popen[str], str]) -> str:
    """The address of a server that serves the sample."""
    return server[1]


def recorded(home: Path, text: str) -> bool:
    """Whether a journal has a new value: it came out of the browser, and was saved or not."""
    journals = (home / ".local").rglob("recovery/*.jsonl")
    return any(f"Added \\u201c{text}" in file.read_text(encoding="utf-8") for file in journals)


def test_tabs_write_save_and_merge_as_terminals_do(address, water, tmp_path):
    chromium = program("chromium")

    def saved(text: str) -> bool:
        return f'"{text}"' in water.read_text(encoding="utf-8")

    async def story() -> None:
        async with Browser(chromium, tmp_path / "profile") as browser:
            first = await browser.open(address)
            await browser.focus(first)
            await browser.type(first, "aFrom the first tab\n\x1b")
            await until(lambda: saved("From the first tab"))
            second = await browser.open(address)
            # The first has the lock, so the second asks: e edits all the same.
            await browser.focus(second)
            await browser.type(second, "e")
            await asyncio.sleep(1)  # a question that is not seen is not answered
            await browser.type(second, "aFrom the second tab\n\x1b")
            (tmp_path / "p.png").write_bytes(await browser.picture(second))
            await until(lambda: saved("From the second tab"))
            await browser.focus(first)
            await browser.type(first, "aJust before it was closed\n")
            # A browser may drop what it has not sent when its tab is closed.
            await until(lambda: recorded(tmp_path, "Just before it was closed"))
            await browser.close(first)
            await until(lambda: saved("Just before it was closed"))
            await browser.close(second)
        assert saved("From the second tab")
        assert saved("From the first tab")

    asyncio.run(story())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_a_server_that_is_stopped_saves_what_its_tabs_have(server, water, tmp_path, number):
    process, address = server

    async def story() -> None:
        async with Browser(program("chromium"), tmp_path / "profile") as browser:
            tab = await browser.open(address)
            await browser.focus(tab)
            await browser.type(tab, "aStill open\n")
            await until(lambda: recorded(tmp_path, "Still open"))
            process.send_signal(number)
            assert await asyncio.to_thread(process.wait, 60) == 0

    asyncio.run(story())
    assert process.stderr.read() == ""
    assert '"Still open"' in water.read_text(encoding="utf-8")


def test_a_port_that_is_taken_is_named(address, tmp_path):
    port = address.partition("/?")[0].rpartition(":")[2]
    done = subprocess.run(
        [sys.executable, "-m", "copvalue_tui", "serve", "other.toml", "--port", port],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4
    assert f"Port {port} cannot be used: address already in use. Try" in done.stderr


def test_only_who_has_the_key_gets_in_and_no_page_of_others(address):
    import aiohttp

    page, _, key = address.partition("?key=")

    async def status(path: str, **headers: str) -> int:
        async with (
            aiohttp.ClientSession() as client,
            client.get(page + path, headers=headers, allow_redirects=False) as answer,
        ):
            return answer.status

    async def story() -> None:
        assert await status("") == 403
        assert await status("?key=" + "x" * len(key)) == 403
        assert await status("ws?key=" + key) == 403
        assert await status("static/js/textual.js") == 403
        assert await status("?key=" + key) == 302
        port = page.rstrip("/").rpartition(":")[2]
        known = {"Cookie": f"copvalue-{port}={key}"}
        assert await status("", **known) == 200
        assert await status("ws", Origin="http://example.org", **known) == 403
        assert await status("", Host=f"example.org:{port}", **known) == 403

    asyncio.run(story())
