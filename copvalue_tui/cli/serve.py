"""`copvalue serve`: the editor in a browser on this machine, by textual-serve."""

from __future__ import annotations

import argparse
import os
import secrets
import shlex
import signal
import sys
from hmac import compare_digest
from pathlib import Path

import copvalue_tui
from copvalue_tui.cli import exits
from copvalue_tui.cli.edit import add_screen_options, system_refusal
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import print_message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import web
    from aiohttp.typedefs import Middleware

HOST = "127.0.0.1"
"""Loopback: no other machine can connect."""
_POLICY = (
    "default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' ws://127.0.0.1:*; "
    "frame-ancestors 'none'"
)
"""The page may ask nobody else for anything, fonts included, and stand in no other page."""
EXAMPLES = """\
Open the address that is printed; it holds a key, without which nobody gets in.
The page is served to this machine alone, over plain HTTP. To reach it from
another machine: ssh -L 8000:127.0.0.1:8000 SERVER

Click the page once, so that it has the keys. Each tab is a session of its own,
with lock, autosave and recovery as in a terminal; a closed tab saves what is
unsaved. In a browser, copying stays inside copvalue, E cannot start another
editor, and the browser keeps some Ctrl keys for itself (: lists every command).

examples:
  copvalue serve water.toml
  copvalue serve water.toml --port 8080 --read-only
"""
MISSING = (
    "To serve a browser, install what it needs: pip install 'copvalue-tui[web]'. "
    "In a terminal: copvalue {name}"
)


class _Options(argparse.Namespace):
    file: str
    port: int
    read_only: bool
    ascii: bool
    no_color: bool
    mouse: bool | None
    theme: str | None


def run(words: list[str]) -> int:
    """Serve the editor until Ctrl+C."""
    options = _parser().parse_args(words, _Options())
    if options.file == "-":
        sentence = "The editor needs a file name. To read stdin: copvalue show -"
        raise exits.Refusal(exits.WRONG_USE, sentence)
    name = shlex.quote(options.file)
    if refusal := system_refusal(f"copvalue show {name}"):
        raise exits.Refusal(exits.WRONG_USE, refusal)
    try:
        import textual_serve  # noqa: F401
    except ImportError:
        raise exits.Refusal(exits.WRONG_USE, MISSING.format(name=name)) from None
    key = secrets.token_urlsafe(24)
    try:
        _serve(options, key)
    except OSError as error:
        why = os.strerror(error.errno or 0).lower()
        sentence = f"Port {options.port} cannot be used: {why}. Try another --port."
        raise exits.Refusal(exits.UNWRITABLE, sentence) from None
    return exits.DONE


def _parser() -> Parser:
    parser = Parser(
        "copvalue serve", "Open the editor in a browser on this machine, until Ctrl+C.", EXAMPLES
    )
    parser.add_argument("file", metavar="FILE", help="the session file; it may not exist yet")
    parser.add_argument(
        "--port",
        type=_port,
        default=8000,
        metavar="N",
        help="the port on 127.0.0.1 (default: 8000)",
    )
    parser.add_argument("--read-only", action="store_true", help="open the file to look only")
    add_screen_options(parser)
    return parser


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text[:6]) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")


def editor_command(options: _Options) -> str:
    """The command line that each tab runs."""
    words = [sys.executable, "-m", "copvalue_tui", "edit"]
    words += ["--read-only"] if options.read_only else []
    words += ["--ascii"] if options.ascii else []
    words += ["--no-color"] if options.no_color else []
    words += [] if options.mouse is None else ["--mouse" if options.mouse else "--no-mouse"]
    words += [] if options.theme is None else ["--theme", options.theme]
    return shlex.join([*words, "--", options.file])


def _serve(options: _Options, key: str) -> None:
    """Serve until a signal ends it.

    Raises:
        OSError: The port cannot be used.
    """
    import asyncio

    from textual_serve.server import Server

    origin = f"http://{HOST}:{options.port}"

    class LocalServer(Server):
        """Serves those who have the key, and pages of this server alone."""

        def initialize_logging(self) -> None:
            """Quiet: what a tab does is in its own journal."""

        async def on_startup(self, app: web.Application) -> None:
            if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup
                asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self.request_exit)
            print_message(f"Serving {options.file}. Ctrl+C to stop. Open:\n{origin}/?key={key}")

        async def _make_app(self) -> web.Application:
            app = await super()._make_app()
            app.middlewares.append(guard_of(origin, key))
            end_tabs_with(app)
            return app

    # Each tab is a terminal of its own, whatever the one is in which this was started.
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    # And finds this program wherever it runs from, a zip file included.
    found = (str(Path(copvalue_tui.__file__).parents[1]), os.environ.get("PYTHONPATH", ""))
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, found))
    LocalServer(editor_command(options), host=HOST, port=options.port, title="copvalue").serve()


def end_tabs_with(app: web.Application) -> None:
    """Makes a server end its tabs as if they were closed, and wait until they have saved."""
    import asyncio

    from aiohttp import web

    tabs: set[asyncio.Task[object] | None] = set()

    @web.middleware
    async def middleware(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        tab = asyncio.current_task()
        tabs.add(tab)
        try:
            return await handler(request)
        finally:
            tabs.discard(tab)

    async def end(app: web.Application) -> None:
        for tab in filter(None, tabs):
            tab.cancel()

    app.middlewares.append(middleware)
    app.on_shutdown.append(end)


def guard_of(origin: str, key: str) -> Middleware:
    """What refuses a request without the key, or from a page of somebody else.

    On a shared machine everybody reaches its loopback, and a page of any site can open a
    web socket to it from the browser of the person.
    """
    from aiohttp import web

    host = origin.removeprefix("http://")
    # A browser does not tell cookies of one port from those of another.
    name = f"copvalue-{host.rpartition(':')[2]}"

    @web.middleware
    async def middleware(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        known = compare_digest(request.cookies.get(name, "").encode(), key.encode())
        given = compare_digest(request.query.get("key", "").encode(), key.encode())
        ours = request.headers.get("Origin", origin) == origin and request.host == host
        if not ours or not (known or (given and request.path == "/")):
            raise web.HTTPForbidden(text="Open the address that copvalue serve has printed.\n")
        if given and not known:
            # The key goes out of the address bar, and out of the history.
            to_page = web.HTTPFound("/")
            to_page.set_cookie(name, key, httponly=True, samesite="Strict")
            raise to_page
        answer = await handler(request)
        if not answer.prepared:
            answer.headers["Content-Security-Policy"] = _POLICY
        return answer

    return middleware
