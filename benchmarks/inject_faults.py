"""How many faults are survived: acts of a small office are killed and refused at their steps, then done again.

`uv run python benchmarks/inject_faults.py 300` spreads 300 faults evenly over acts, points and calls of the system and
prints a table by kind: tried, whole after, same after the act was done again. Needs strace for the calls of the system.
"""

import argparse
import importlib
import json
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, zip_longest
from pathlib import Path

from disturbed_act import KILL, POINTS, Ending, Fault, count_calls, disturb, do, has_strace, system_calls

from tests.support.faulty_runs import ACTS, Act, Seen, differences, faults_of, look, make_states, settle_at_once

ERRORS = ("ENOSPC", "EIO", "EMFILE", "EACCES")
CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "openat", "unlink", "link", "mkdir")
# What Python and SQL do without the system's refusal is disturbed by a kill alone.
ONLY_KILLED = ("model", "opened", "journal")
LIBRARIES = ("sarup.render.outputs", "sarup.render.returned.outbox", "sarup.validate.all_suites", "duckdb", "polars")


@dataclass
class Line:
    """A line of the table: how many faults of a kind, and what came of them."""

    tried: int = 0
    whole: int = 0
    same: int = 0
    endings: dict[str, int] = field(default_factory=lambda: defaultdict(int))


@dataclass(frozen=True)
class Trial:
    """One fault in one act."""

    act: Act
    fault: Fault


def main() -> int:
    """Try as many faults as asked; return 1 where something was not whole or not the same."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("count", type=int, nargs="?", default=1000, help="how many faults (default 1,000)")
    asked.add_argument("--acts", nargs="*", default=list(ACTS), choices=list(ACTS))
    asked.add_argument("--only", default="", help="only kinds of faults that begin so: sys:, rename, sys:fsync EIO")
    asked.add_argument("--json", type=Path, help="also write each fault and what came of it, a line each")
    words = asked.parse_args()
    settle_at_once()
    for name in LIBRARIES:
        importlib.import_module(name)
    root = Path(tempfile.mkdtemp(prefix="sarup-faults-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    try:
        return _try_all(root, words.acts, words.count, words.only, words.json)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _try_all(root: Path, acts: Sequence[str], count: int, only: str, log: Path | None) -> int:
    began, states = time.monotonic(), root / "states"
    _expect_done(do(partial(make_states, states)))
    seen = {name: _seen(states / name, root) for act in acts for name in (ACTS[act].start, ACTS[act].end)}
    trials = [one for one in _spread(states, root, acts, only)][:count]
    lines: dict[str, Line] = defaultdict(Line)
    bad = 0
    for number, trial in enumerate(trials):
        ending, faults, other = _try(trial, states, root, seen)
        line = lines[f"{trial.act.name}: {trial.fault.kind}"]
        line.tried += 1
        line.whole += not faults
        line.same += not other
        line.endings[ending.how] += 1
        told = {"act": trial.act.name, **vars(trial.fault), **vars(ending), "faults": faults, "differences": other}
        if log:
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(told, ensure_ascii=False) + "\n")
        if faults or other or ending.how == "hung":
            bad += 1
            print(json.dumps(told, ensure_ascii=False), file=sys.stderr, flush=True)
        if number % 25 == 24:
            print(f"{number + 1} of {len(trials)}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    _print(lines, time.monotonic() - began)
    return 1 if bad else 0


def _seen(place: Path, root: Path) -> Seen:
    """Look at a state in a process of its own: this one must not use what it forks."""
    target = root / "seen.json"

    def look_and_keep() -> None:
        """Leave what is seen in a file."""
        target.write_text(json.dumps(vars(look(place))), encoding="utf-8")

    _expect_done(do(look_and_keep))
    return Seen(**json.loads(target.read_text(encoding="utf-8")))


def _spread(states: Path, root: Path, acts: Sequence[str], only: str) -> list[Trial]:
    """Return all faults that can be tried, those first that together say most: of each kind and act one, then more."""
    kinds: list[list[Trial]] = []
    for act in (ACTS[name] for name in acts):
        place = root / "counted"
        act.begin(states, place)
        counts = count_calls(partial(act.work, place))
        shutil.rmtree(place)
        for point in POINTS:
            for how in (KILL,) if point in ONLY_KILLED else (KILL, *ERRORS):
                kinds.append([Trial(act, Fault(point, nth, how)) for nth in _scattered(counts.get(point, 0))])
        if has_strace():
            act.begin(states, place)
            called = system_calls(partial(act.work, place), list(CALLS), root)
            shutil.rmtree(place)
            for call in CALLS:
                for how in (*ERRORS, "EINTR", KILL):
                    trials = _scattered(called.get(call, 0))
                    kinds.append([Trial(act, Fault(f"sys:{call}", nth, how)) for nth in trials])
    wanted = [[one for one in kind if one.fault.kind.startswith(only)] for kind in kinds]
    return [one for one in chain.from_iterable(zip_longest(*wanted)) if one is not None]


def _scattered(count: int) -> Iterator[int]:
    """Yield the numbers from 1 to count, those far from each other first: last, first, middle, quarters.

    >>> list(_scattered(5))
    [5, 3, 2, 4, 1]
    """
    done: set[int] = set()
    parts = 1
    while len(done) < count:
        for part in range(parts, 0, -1):
            number = max(1, count * part // parts)
            if number not in done:
                done.add(number)
                yield number
        parts = parts * 2 if parts * 2 < count else count


def _try(trial: Trial, states: Path, root: Path, seen: dict[str, Seen]) -> tuple[Ending, list[str], list[str]]:
    """Disturb one act; return how it ended, what was not whole, and what differed when it was done again."""
    place, act = root / "tried", trial.act
    shutil.rmtree(place, ignore_errors=True)
    act.begin(states, place)
    ending = disturb(partial(act.work, place), trial.fault, root)
    found = root / "found.json"
    found.unlink(missing_ok=True)
    before, after = seen[act.start], seen[act.end]

    def judge() -> None:
        """Look, do it again, look again."""
        faults = faults_of(place, before, after, ending.how == "killed")
        found.write_text(json.dumps([faults, ["not judged again"]]), encoding="utf-8")
        act.work(place)
        found.write_text(json.dumps([faults, differences(place, after)]), encoding="utf-8")

    again = do(judge)
    faults, other = json.loads(found.read_text(encoding="utf-8")) if found.exists() else (["not looked at"], ["?"])
    if again.how != "done":
        other = [f"{again.how}: {again.words}"]
    return ending, faults, other


def _expect_done(ending: Ending) -> None:
    if ending.how != "done":
        raise RuntimeError(f"an undisturbed act ended as {ending.how}: {ending.words}")


def _print(lines: dict[str, Line], seconds: float) -> None:
    print(
        "| act and fault | tried | whole after | same after rerun | differences | it ended |\n|---|---|---|---|---|---|"
    )
    total = Line()
    for name, line in sorted(lines.items()):
        print(f"| {name} | {_numbers(line)} | {', '.join(f'{how} {n}' for how, n in sorted(line.endings.items()))} |")
        total.tried, total.whole, total.same = (
            total.tried + line.tried,
            total.whole + line.whole,
            total.same + line.same,
        )
    print(f"| **all** | {_numbers(total)} | {seconds:.0f} s |")


def _numbers(line: Line) -> str:
    return f"{line.tried} | {line.whole} | {line.same} | {line.tried - min(line.whole, line.same)}"


if __name__ == "__main__":
    sys.exit(main())
