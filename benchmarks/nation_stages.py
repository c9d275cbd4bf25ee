"""An invented round through every stage, in a process of its own: python benchmarks/nation_stages.py FOLDER HOME.

Prints a JSON line a stage: seconds, seconds of CPU (children included), bytes by which the home grew; and at the end
what became of the files beside what had to become of them. `--documents` writes the documents of every agency.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from process_tree import cpu_seconds

if TYPE_CHECKING:  # imports are part of what is timed
    from duckdb import DuckDBPyConnection


class Clock:
    """Prints what each stage took; the home is measured between the stages."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.bytes = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time the block as a stage."""
        cpu, began_at = cpu_seconds(os.getpid()), time.monotonic()
        yield
        ended_at = time.monotonic()
        cpu = cpu_seconds(os.getpid()) - cpu
        size = sum(path.lstat().st_size for path in self.home.rglob("*"))
        self.bytes, grown = size, size - self.bytes
        tell(stage=name, began_at=began_at, ended_at=ended_at, cpu=cpu, bytes=grown)


def tell(**said: object) -> None:
    """Print a line for the one who started this."""
    print(json.dumps(said, ensure_ascii=False), flush=True)


def drive(clock: Clock, folder: Path, home: Path, documents: bool) -> Path:
    """Take a round the whole way and return its published database: the one place that knows the stages."""
    told = json.loads((folder / "round.json").read_text(encoding="utf-8"))
    with clock.stage("start"):
        from sarup import pipeline
        from sarup.judging.process import start_process

        start_process()
        seen_at = datetime.fromisoformat(told["seen_at"])
        run = pipeline.open_run(told["round"], folder / "inbox", folder / "reference", home, None, None, seen_at)
    with clock.stage("gather"):
        arrivals = pipeline.gather_inbox(run)
    with clock.stage("validate"):
        judged_files = pipeline.validate_files(run, arrivals)
    with clock.stage("load"):
        pipeline.load_warehouse(run, judged_files)
    with clock.stage("rollup"):
        pipeline.roll_up_warehouse(run)
    with clock.stage("letters"):
        changes = pipeline.write_outbox(run)
    if documents:
        with clock.stage("documents"):
            changes += pipeline.render_report(run)
    with clock.stage("publish"):
        return pipeline.publish_warehouse(run, changes)


def judged(connection: DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """Return path within the inbox -> verdict, whether it is in force, and the rules of its findings."""
    rows = connection.execute(JUDGED).fetchall()
    return {path: {"verdict": verdict, "is_in_force": force, "rules": rules} for path, verdict, force, rules in rows}


JUDGED = """
select s.division_code || '/' || s.file_name, s.verdict, s.is_in_force, coalesce(f.rules, [])
from core.submission as s
left join (
    select submission_id, list(distinct rule order by rule) as rules from core.finding group by all
) as f on s.submission_id = f.submission_id
"""


def differences(folder: Path, found: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Counter[str]], list[str]]:
    """Return fate -> how many files of each verdict, and the files that came to something else than they had to."""
    counts: dict[str, Counter[str]] = {}
    wrong = []
    for one in json.loads((folder / "round.json").read_text(encoding="utf-8"))["files"]:
        became = found.get(one["path"], {"verdict": "not read", "is_in_force": False, "rules": []})
        counts.setdefault(one["fate"], Counter())[became["verdict"]] += 1
        is_right = became["verdict"] in one["verdicts"] and bool(became["is_in_force"]) == one["is_in_force"]
        if not is_right or (one["rules"] and not set(one["rules"]) & set(became["rules"])):
            wrong.append(f"{one['path']} ({one['fate']}, {one['rules']}): {became}")
    return counts, wrong


def main() -> None:
    """Drive the round that the command line names."""
    folder, home = Path(sys.argv[1]), Path(sys.argv[2])
    home.mkdir(parents=True, exist_ok=True)
    database = drive(Clock(home), folder, home, "--documents" in sys.argv)
    from sarup.warehouse_file import open_warehouse

    with open_warehouse(database, read_only=True) as connection:
        counts, wrong = differences(folder, judged(connection))
    tell(verdicts=counts, wrong=wrong)


if __name__ == "__main__":
    main()
