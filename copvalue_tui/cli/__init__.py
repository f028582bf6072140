"""The command line: which command was meant, and how any of them may end.

commands: the table of commands
overview: `copvalue --help`
parsing: argparse with our messages
argument_types: types of arguments: dates, widths, formats
options: the options of `copvalue edit`
loading: read the files that were named, `-` for stdin
streams: stdout, stderr, broken pipes, encoding
exits: exit codes
startup: imports and garbage collection put off for a quick start
edit: `copvalue edit`, the default command
open_editor: from the options to the running editor
new: `copvalue new`
show: `copvalue show`
check: `copvalue check`
minutes: `copvalue minutes`
portfolio: `copvalue portfolio`
merge: `copvalue merge`, also as a merge driver for git
follow: `copvalue follow`
recover: `copvalue recover`
packs: `copvalue packs`
pack_listing: packs as text and JSON
schema: `copvalue schema`
keys: `copvalue keys`
config: `copvalue config`
help: `copvalue help`
"""

from __future__ import annotations

import os
import sys

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import close_quietly, give, prepare, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the words ask for; the result is the exit code, as `exits` names them.

    Without `argv` the words are those the program was started with.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    prepare()
    try:
        code = _run(words, alone=argv is None)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has read enough.
        close_quietly(sys.stdout)
        return exits.DONE
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else exits.WRONG_USE
    except OSError as error:
        close_quietly(sys.stdout)
        tell(f"The output could not be written: {error.strerror or 'no reason was given'}.")
        return exits.UNWRITABLE
    except (MemoryError, RecursionError):
        tell("This machine has not enough memory for that. Nothing was changed.")
        return exits.UNREADABLE
    except Exception as fault:
        if os.environ.get("COPVALUE_DEBUG"):
            raise
        tell(_fault_text(fault))
        return exits.FAULT
    return code


def _fault_text(fault: Exception) -> str:
    """Where we failed, with no word of the person's file in it."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "start"
    return (
        f"Something is wrong inside copvalue (at {place}), and it had to stop.\n"
        "Please report it; with COPVALUE_DEBUG=1 it tells more."
    )


def _run(words: list[str], *, alone: bool) -> int:
    """Run the command; `alone` when nobody else uses this Python."""
    # Before anything else is imported: scripts ask for this often.
    if words in (["--version"], ["-V"]):
        from copvalue_tui import __version__

        give(f"copvalue {__version__}\n")
        return exits.DONE
    if alone:
        from copvalue_tui.cli.startup import leave_for_later

        leave_for_later()
    from copvalue_tui.cli.commands import DEFAULT, NAMES, run

    name = words[0] if words else ""
    return run(name, words[1:]) if name in NAMES else run(DEFAULT, words)
