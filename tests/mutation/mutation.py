"""What a mutation is: one small change of one line of one file, named by what it changes and not by where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True)
class Mutation:
    """Replaces `before` by `after` at `start` of a file's text; `name` is set for the fixed ones.

    `place` counts equal changes of a file from 0, so that a name lasts when lines above it move.
    """

    file: str
    line: int
    start: int
    before: str
    after: str
    kind: str
    place: int = 0
    name: str = ""

    @property
    def code(self) -> str:
        """Return eight letters that stay the same while the changed words do."""
        words = f"{self.file}\n{self.before}\n{self.after}\n{self.place}"
        return sha256(words.encode()).hexdigest()[:8]

    def apply(self, text: str) -> str:
        """Return the mutated text. Raises ValueError where the words do not stand at their place."""
        if text[self.start : self.start + len(self.before)] != self.before:
            raise ValueError(f"{self.file}: {self.before!r} does not stand at {self.start}")
        return text[: self.start] + self.after + text[self.start + len(self.before) :]


def numbered(file: Path, root: Path, text: str, changes: Sequence[tuple[int, str, str, str]]) -> list[Mutation]:
    """Return the mutations of a file from (start, before, after, kind), equal ones told apart by their order.

    `before` and `after` are widened to the words around, so that a reader sees what changes.
    """
    seen: dict[tuple[str, str], int] = {}
    found = []
    for start, before, after, kind in sorted(set(changes)):
        left, right = text.rfind("\n", 0, start) + 1, text.find("\n", start + len(before))
        right = len(text) if right < 0 else right
        head, tail = text[left:start], text[start + len(before) : right]
        line, mutant = head + before + tail, head + after + tail
        place = seen.get((line, mutant), 0)
        seen[line, mutant] = place + 1
        number = text.count("\n", 0, left) + 1
        found.append(Mutation(file.relative_to(root).as_posix(), number, left, line, mutant, kind, place))
    return found
