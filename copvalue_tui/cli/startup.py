"""What a short run of the program does without: garbage collection, and importing `inspect`."""

from __future__ import annotations

import gc
import sys
from types import ModuleType


class _LazyModule(ModuleType):
    """A placeholder for a module that imports it when one of its names is first used."""

    def __getattr__(self, name: str) -> object:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        from importlib import import_module

        value: object = getattr(import_module(self.__name__), name)
        setattr(self, name, value)
        return value


def defer_costs() -> None:
    """Turn off garbage collection, and make `import inspect` load the module at first use.

    What a command loads and reads is no garbage; the editor turns collection on again later.
    `dataclasses` imports `inspect` only for classes without a docstring, and ours have one;
    loading it would cost an eighth of the time of `copvalue show`. Textual needs it, and so
    loads it after the first screen is drawn.
    """
    gc.disable()
    sys.modules.setdefault("inspect", _LazyModule("inspect"))


def skip_last_collection() -> None:
    """Keep Python from looking for garbage before it exits, a tenth of the time of `copvalue show`.

    The memory goes back to the system in any case.
    """
    gc.freeze()
