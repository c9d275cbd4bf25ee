"""Trials: each mutation against its tests, two at a time; what was learnt is kept by content."""

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from queue import Queue
from threading import Lock

from draw import Concern, concern_of
from mutation import Mutation
from tree import Tree

UNDECIDED = "undecided"


@dataclass(frozen=True)
class Result:
    """What became of one mutation: killed by a run of tests ("killed" or "over time"), or survived them all.

    "undecided" is one that only some of its runs were tried on; `by` is then the last of them. `key` is the hash of the
    mutated file, `tests` that of the runs' names and the tests' own files.
    """

    code: str
    key: str
    tests: str
    outcome: str
    by: str
    seconds: float

    @property
    def is_killed(self) -> bool:
        """Tell whether some test saw the change."""
        return self.outcome not in ("survived", UNDECIDED)


@dataclass
class Trials:
    """Everything that trials need: the checkout, where results are kept, and the longest time of one run in seconds.

    `first` is how many of a mutation's runs are tried (None: all); what survives them waits for another time, and then
    begins where it stood. `sound` are the files of tests that were seen to pass without a mutation.
    """

    root: Path
    kept: Path
    concerns: Sequence[Concern]
    processes: int
    seconds: float
    tell: Callable[[str], None]
    first: int | None = None
    sound: set[str] = field(default_factory=set)
    looking: Lock = field(default_factory=Lock)

    def run_all(self, mutations: Sequence[Mutation], resume: bool) -> dict[str, Result]:
        """Return the result of each mutation by its code; with `resume` what is known from before is not tried again.

        Raises RuntimeError where tests that saw a mutation fail without it as well.
        """
        known = self._known() if resume else {}
        keys = {one.code: self._key(one) for one in mutations}
        tests = {one.code: self._tests(one) for one in mutations}
        results = {
            one.code: known[keys[one.code]]
            for one in mutations
            if keys[one.code] in known and self._still_holds(known[keys[one.code]], tests[one.code])
        }
        waiting = [one for one in mutations if one.code not in results or self._runs(one, results.get(one.code))]
        self.tell(f"{len(mutations)} mutations, {len(results)} known from before")
        folder = Path(tempfile.mkdtemp(prefix="mutation-"))
        try:
            trees: Queue[Tree] = Queue()
            for number in range(self.processes if waiting else 0):
                trees.put(Tree(self.root, folder / str(number)))
            with ThreadPoolExecutor(self.processes) as pool:
                names = {one.code: (keys[one.code], tests[one.code]) for one in waiting}
                for result in pool.map(
                    lambda one: self._try(one, names[one.code], trees, results.get(one.code)), waiting
                ):
                    results[result.code] = result
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        self._tidy(results)
        return results

    def _try(self, mutation: Mutation, names: tuple[str, str], trees: "Queue[Tree]", before: Result | None) -> Result:
        tree, started = trees.get(), time.monotonic()
        runs = self._runs(mutation, before)
        is_last = bool(runs) and runs[-1] == self._every_run(mutation)[-1]
        outcome, by = ("survived", "") if is_last else (UNDECIDED, runs[-1])
        try:
            for run in runs:
                with tree.mutated(mutation):
                    said, _ = tree.run(run, self.seconds)
                if said != "passed":
                    self._check_that_tests_pass(run, tree)
                    outcome, by = ("killed" if said == "failed" else said), run
                    break
                self.sound |= {run}
        finally:
            trees.put(tree)
        result = Result(mutation.code, *names, outcome, by, round(time.monotonic() - started, 1))
        with self.kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")
        self.tell(
            f"{outcome:9} {result.seconds:6.0f} s  {mutation.code}  {mutation.file}:{mutation.line}  {mutation.kind}"
        )
        return result

    def _check_that_tests_pass(self, run: str, tree: Tree) -> None:
        """Run tests that failed once without any mutation, those of single rules together: else they would kill all."""
        files = run.partition(" -k ")[0]
        with self.looking:
            if files in self.sound:
                return
            started = time.monotonic()
            outcome, said = tree.run(files, 2 * self.seconds)
            self.tell(f"unchanged: {outcome} in {time.monotonic() - started:.0f} s: {files}")
            if outcome != "passed":
                raise RuntimeError(f"tests fail without any mutation: {files}: {outcome}\n{said}")
            self.sound |= {files}

    def _every_run(self, mutation: Mutation) -> tuple[str, ...]:
        return concern_of(mutation.file, self.concerns).tests_of(mutation.file)

    def _runs(self, mutation: Mutation, before: Result | None = None) -> tuple[str, ...]:
        """Return the runs of a mutation that are to be tried; none for one whose result is known."""
        every = self._every_run(mutation)
        if before is None:
            return every[: self.first]
        known = before.outcome != UNDECIDED or before.by not in every
        return () if known else every[every.index(before.by) + 1 : self.first]

    def _key(self, mutation: Mutation) -> str:
        """Return the hash of the mutated file."""
        return sha256(mutation.apply((self.root / mutation.file).read_text(encoding="utf-8")).encode()).hexdigest()

    def _tests(self, mutation: Mutation) -> str:
        """Return the hash of the names of its runs and of the files of their tests."""
        digest = sha256("\n".join(self._every_run(mutation)).encode())
        for run in self._every_run(mutation):
            for word in run.partition(" -k ")[0].split():
                for path in sorted(self.root.glob(word)):
                    for file in sorted(path.parent.glob("*.py") if path.is_file() else path.glob("*.*")):
                        digest.update(file.read_bytes())
        return digest.hexdigest()

    def _tidy(self, results: Mapping[str, Result]) -> None:
        """Keep the newest result of each mutation, in the order of their codes."""
        kept = {result.code: result for result in self._known().values()} | dict(results)
        lines = [json.dumps(asdict(kept[code]), ensure_ascii=False) for code in sorted(kept)]
        self.kept.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def _still_holds(self, result: Result, tests: str) -> bool:
        """Tell whether a result is still known: a kill while its mutated file is the same, else while its tests are."""
        return result.is_killed or result.tests == tests

    def _known(self) -> dict[str, Result]:
        if not self.kept.is_file():
            return {}
        lines = self.kept.read_text(encoding="utf-8").splitlines()
        return {result.key: result for result in (Result(**json.loads(line)) for line in lines)}
