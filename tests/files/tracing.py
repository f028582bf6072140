"""Stories told in a child that strace watches, and may kill or refuse at any call."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from typing import NamedTuple

import pytest


class Outcome(NamedTuple):
    """How the child fared."""

    told: str
    killed: bool


def need_strace() -> None:
    """Skips the test where there is no strace."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")


def told_under_strace(story: Callable[[], str], *options: str) -> Outcome:
    """What the story returns, told through a pipe by the child; strace gets the options."""
    return heard_under_strace(lambda tell: tell(story()), *options)


def heard_under_strace(
    story: Callable[[Callable[[str], object]], object], *options: str
) -> Outcome:
    """All that the story tells by the function it gets, each time in one write to a pipe.

    What the story imports must be imported before, or the imports are among the calls.
    """
    start, go = os.pipe()
    hear, tell = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(go)
            os.read(start, 1)
            story(lambda text: os.write(tell, text.encode()))
        finally:
            os._exit(0)
    os.close(start)
    os.close(tell)
    words = ["strace", "-y", "-p", str(child), *options]
    tracer = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    first = tracer.stderr.readline()
    os.close(go)  # the child goes on when it reads the end
    with os.fdopen(hear, "rb") as heard:
        told = heard.read().decode()
    _, status = os.waitpid(child, 0)
    tracer.communicate()
    if "attached" not in first:
        pytest.skip(f"here strace may not trace: {first.strip()}")
    return Outcome(told, os.WIFSIGNALED(status))
