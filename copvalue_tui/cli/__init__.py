"""The command line: choose the command, run it, and turn every ending into an exit code.

commands: the table of commands
parsing: argparse with our messages
loading: read the files that were named, `-` for stdin
streams: stdout, stderr, broken pipes, encoding
exits: exit codes, and how a command refuses with one
startup: imports and garbage collection that a short run does without
edit: `copvalue edit`, the default command
demo: `copvalue demo`
new: `copvalue new`
show: `copvalue show`
check: `copvalue check`
export: `copvalue export`
import: `copvalue import`
gather: `copvalue gather`
report: a page for a sponsor or a segment
minutes: `copvalue minutes`
portfolio: `copvalue portfolio`
diff: `copvalue diff`, also as a text converter for git
merge: `copvalue merge`, also as a merge driver for git
follow: `copvalue follow`
serve: `copvalue serve`, the editor in a browser
recover: `copvalue recover`
packs: `copvalue packs`
schema: `copvalue schema`
keys: `copvalue keys`
config: `copvalue config`
doctor: `copvalue doctor`
completion: `copvalue completion`
man: `copvalue man`
help: `copvalue help`
support/: what several commands share, and parts of the larger ones
"""

from __future__ import annotations

import os
import sys

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import close_quietly, print_message, print_result, use_utf8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` names (default: `sys.argv`); the result is the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    use_utf8()
    try:
        code = _run(words, alone=argv is None)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output, such as `head`, has read enough.
        close_quietly(sys.stdout)
        return exits.DONE
    except exits.Refusal as refusal:
        print_message(str(refusal))
        return refusal.code
    except SystemExit as exit_request:
        return exit_request.code if isinstance(exit_request.code, int) else exits.WRONG_USE
    except OSError as error:
        close_quietly(sys.stdout)
        print_message(f"Cannot write the output: {error.strerror or 'unknown reason'}.")
        return exits.UNWRITABLE
    except (MemoryError, RecursionError):
        print_message("Not enough memory. Nothing was changed.")
        return exits.UNREADABLE
    except Exception as fault:
        if os.environ.get("COPVALUE_DEBUG"):
            raise
        print_message(_fault_text(fault))
        return exits.BUG
    return code


def _fault_text(fault: Exception) -> str:
    """Where the program failed, without a word of the person's file."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "start"
    return (
        f"copvalue has hit a bug (at {place}) and had to stop.\n"
        "Please report it; COPVALUE_DEBUG=1 shows the details."
    )


def _run(words: list[str], *, alone: bool) -> int:
    """Run the command; `alone` if this process runs nothing else."""
    # Scripts ask for this often, so it imports nothing else.
    if words in (["--version"], ["-V"]):
        from copvalue_tui import __version__

        print_result(f"copvalue {__version__}\n")
        return exits.DONE
    if alone:
        from copvalue_tui.cli.startup import defer_costs, skip_last_collection

        defer_costs()
        code = _run_command(words)
        skip_last_collection()
        return code
    return _run_command(words)


def _run_command(words: list[str]) -> int:
    from copvalue_tui.cli.commands import DEFAULT, NAMES, mistyped, run

    if "" in words:
        # A variable that a script did not set: --row "$PARTNER" would export the whole matrix.
        sentence = "An argument is empty; perhaps a variable is not set. Nothing was done."
        raise exits.Refusal(exits.WRONG_USE, sentence)
    name = words[0] if words else ""
    if name in NAMES:
        return run(name, words[1:])
    if refusal := mistyped(name):
        raise exits.Refusal(exits.WRONG_USE, refusal)
    return run(DEFAULT, words)
