"""A cache key that compares by identity instead of equality."""

from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class ById(Generic[Thing]):
    """Wraps an immutable object so that a cache finds it by identity.

    Comparing a cell of ten thousand values costs more than what is cached about it; because values
    never change in place, the same tuple always means the same cell.
    """

    __slots__ = ("thing",)

    def __init__(self, thing: Thing) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ById) and other.thing is self.thing
