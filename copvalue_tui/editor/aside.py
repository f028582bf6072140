"""Slow work done aside, in a thread, so that no key waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

Result = TypeVar("Result")
Given = ParamSpec("Given")


async def aside(work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """What `work` gives for these arguments; raises what it raises."""
    # Here, not above: the command line reads the table of commands and needs no event loop.
    import asyncio

    return await asyncio.to_thread(work, *args, **kwargs)
