"""What a start leaves for later: looking for garbage, and a module that mostly tools use."""

from __future__ import annotations

import gc
import sys
from types import ModuleType


class _Later(ModuleType):
    """Stands for a module until something of it is asked for; then it passes all on to that."""

    def __getattr__(self, name: str) -> object:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        from importlib import import_module

        found: object = getattr(import_module(self.__name__), name)
        setattr(self, name, found)
        return found


def leave_for_later() -> None:
    """From now on nobody looks for garbage, and `import inspect` loads nothing yet.

    What a command loads and reads is no garbage; the editor looks again once it stands.
    `dataclasses` imports `inspect` for classes without a docstring, which ours are not; with what
    it brings that would be an eighth of the time of `copvalue show`. The editor's toolkit uses it,
    and so loads it, behind the first screen.
    """
    gc.disable()
    sys.modules.setdefault("inspect", _Later("inspect"))
