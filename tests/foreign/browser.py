"""A headless Chromium, driven by its own protocol: opens pages, types, takes pictures."""

from __future__ import annotations

import asyncio
import base64
import itertools
import subprocess
from pathlib import Path

PATIENCE = 60.0
_ARGUMENTS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--no-first-run", "--remote-debugging-port=0", "--window-size=1000,600", "about:blank"),
)


class Browser:
    """One browser with a profile of its own; `async with` starts and ends it."""

    def __init__(self, program: str, profile: Path) -> None:
        self._words = [program, f"--user-data-dir={profile}", *_ARGUMENTS]
        self._profile = profile
        self._numbers = itertools.count(1)

    async def __aenter__(self) -> Browser:
        import aiohttp

        quiet = subprocess.DEVNULL
        self._process = await asyncio.create_subprocess_exec(
            *self._words, stdout=quiet, stderr=quiet
        )
        port_file = self._profile / "DevToolsActivePort"
        await until(lambda: port_file.exists() and "\n" in port_file.read_text())
        port, path = port_file.read_text().splitlines()
        self._client = aiohttp.ClientSession()
        address = f"ws://127.0.0.1:{port}{path}"
        self._socket = await self._client.ws_connect(address, max_msg_size=0)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()
        await self._client.close()
        self._process.terminate()
        await asyncio.wait_for(self._process.wait(), PATIENCE)

    async def _ask(self, method: str, session: str = "", **words: object) -> dict[str, object]:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": words}
        await self._socket.send_json(message | ({"sessionId": session} if session else {}))
        async with asyncio.timeout(PATIENCE):
            while (answer := await self._socket.receive_json()).get("id") != number:
                pass
        assert "error" not in answer, answer
        return answer["result"]

    async def open(self, address: str) -> str:
        """A new tab with this page of a program, once it is shown; the result names the tab."""
        target = (await self._ask("Target.createTarget", url=address))["targetId"]
        session = await self._ask("Target.attachToTarget", targetId=target, flatten=True)
        tab = f"{target} {session['sessionId']}"
        shown = "document.body.classList.contains('-first-byte')"
        async with asyncio.timeout(PATIENCE):
            while not await self._value(tab, shown):  # noqa: ASYNC110  # a page tells nobody
                await asyncio.sleep(0.05)
        return tab

    async def _value(self, tab: str, expression: str) -> object:
        words = {"expression": expression, "returnByValue": True}
        answer = await self._ask("Runtime.evaluate", tab.split()[1], **words)
        return answer["result"].get("value")

    async def focus(self, tab: str) -> None:
        """The tab comes to the front, and its terminal has the keys; a click would be one in it."""
        await self._ask("Page.bringToFront", tab.split()[1])
        await self._value(tab, "document.querySelector('.xterm-helper-textarea').focus()")

    async def close(self, tab: str) -> None:
        """The tab is closed, as by its cross."""
        await self._ask("Target.closeTarget", targetId=tab.split()[0])

    async def type(self, tab: str, text: str) -> None:
        """Each character is pressed as a key; a line feed is Enter."""
        for letter in text:
            key = {"\n": ("Enter", "\r", 13), "\x1b": ("Escape", "", 27)}.get(letter)
            name, typed, code = key or (letter, letter, 0)
            words = {"key": name, "text": typed, "windowsVirtualKeyCode": code}
            session = tab.split()[1]
            await self._ask("Input.dispatchKeyEvent", session, type="keyDown", **words)
            await self._ask("Input.dispatchKeyEvent", session, type="keyUp", **words)

    async def picture(self, tab: str) -> bytes:
        """A PNG of the tab."""
        shot = await self._ask("Page.captureScreenshot", tab.split()[1])
        return base64.b64decode(str(shot["data"]))


async def until(ready) -> None:
    """Returns when something is so."""
    async with asyncio.timeout(PATIENCE):
        while not ready():  # noqa: ASYNC110  # the disk tells nobody
            await asyncio.sleep(0.05)
