"""Find the line of a path in the text, for complaints; a valid file never needs it."""

from copvalue_tui.files.toml import scan as scanning
from copvalue_tui.files.toml.errors import Complaint, Path, UnplacedComplaint, path_text
from copvalue_tui.files.toml.scan import Statement, Unscanned


def located(text: str, findings: list[UnplacedComplaint]) -> tuple[Complaint, ...]:
    """Add line numbers to complaints about this text, and sort them by line."""
    map_ = _Map(text)
    complaints: list[Complaint] = []
    places = [(map_.offset(finding.path), finding) for finding in findings]
    line, counted = 1, 0
    # In the order of the text, so that we count its lines only once.
    for at, finding in sorted(places, key=lambda place: place[0]):
        line += text.count("\n", counted, at)
        counted = at
        column = at - text.rfind("\n", 0, at) if finding.path else None
        path = path_text(finding.path)
        complaints.append(Complaint(line, column, path, finding.found, finding.message))
    return tuple(sorted(complaints, key=lambda complaint: (complaint.line, complaint.column or 0)))


def resolved(statements: list[Statement]) -> list[Path]:
    """The full path of each statement, with the index of each table of an array of tables."""
    counts: dict[Path, int] = {}
    paths: list[Path] = []
    header: Path = ()
    for statement in statements:
        if statement.value is not None:
            paths.append(header + statement.key)
            continue
        path: Path = ()
        for depth, part in enumerate(statement.key, 1):
            path = (*path, part)
            if statement.many and depth == len(statement.key):
                counts[path] = counts.get(path, -1) + 1
            if path in counts:
                path = (*path, counts[path])
        header = path
        paths.append(path)
    return paths


class _Map:
    """The position of each path in a text; arrays are scanned on demand, and only once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spots: dict[Path, tuple[int, int | None]] = {}
        """Path → where it begins, and where its value begins if it can be scanned."""
        self.walked: set[Path] = set()
        try:
            statements = list(scanning.statements(text))
        except Unscanned:
            return
        for statement, path in zip(statements, resolved(statements), strict=True):
            start = scanning.blanks_end(text, statement.start)
            self.spots.setdefault(path, (start, statement.value and statement.value[0]))
            for depth in range(1, len(path)):
                # A table named only in dotted keys or longer headers begins at the first of them.
                self.spots.setdefault(path[:depth], (start, None))

    def offset(self, path: Path) -> int:
        """The position of the longest part of this path that is in the text."""
        for depth in range(1, len(path)):
            if path[:depth] in self.spots:
                self._walk(path[:depth])
        for depth in range(len(path), 0, -1):
            if path[:depth] in self.spots:
                return self.spots[path[:depth]][0]
        return 0

    def _walk(self, path: Path) -> None:
        start = self.spots[path][1]
        if start is None or path in self.walked:
            return
        self.walked.add(path)
        try:
            if self.text[start] == "[":
                for index, (first, _) in enumerate(scanning.entries(self.text, start)[0]):
                    self.spots[(*path, index)] = (first, first)
            elif self.text[start] == "{":
                for pair in scanning.pairs(self.text, start):
                    self.spots[path + pair.key] = (pair.start, pair.value[0])
                    self.spots.setdefault((*path, pair.key[0]), (pair.start, None))
        except Unscanned:
            return
