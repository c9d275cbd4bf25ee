"""Some hundred files at a time, from the archive to the rows of raw.*: what a judging process does, on disk throughout.

First every file is read, and the plans among them are found; then each is judged beside all plans. Between the stages
stand files of Parquet, never rows: what a run hands from one task to the next are their paths.
"""

import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from sarup.findings import RuleSet
from sarup.gather.collect import to_submissions
from sarup.gather.form import read_keys, read_submission
from sarup.gather.plans import Plan, PlanItem, PlanMeasure, read_plans
from sarup.gather.pool import Reading, WorkerPool, pack_reading, unpack_reading
from sarup.load.frames import frames_of
from sarup.office.corrections import apply_corrections
from sarup.office.reference import Reference
from sarup.phrases import known_phrases
from sarup.record.archive import Archive
from sarup.submission import Arrival
from sarup.system import replace_file, sync_file
from sarup.validate.all_suites import run_all
from sarup.validate.faults import find_faults
from sarup.validate.planned import Planned, planned_in

KEYS = "keys.parquet"
NO_TIME = datetime.min
READING_COLUMNS = {
    "sha256": pl.String,
    "reading": pl.String,
    "plan": pl.String,
    "hash": pl.String,
    "is_final": pl.Boolean,
}
# So many workbooks are in memory as they are read.
READ_AT_ONCE = 20
# What a slow or a troubled machine says of a file, and not the file itself.
FOR_NOW = ("X01", "X02")


@dataclass(frozen=True)
class ReadingRequest:
    """Archived files to be read, by SHA-256; `target` is the Parquet file that tells what they hold."""

    archive: Path
    digests: tuple[str, ...]
    target: Path

    @property
    def size(self) -> int:
        """Return the number of files."""
        return len(self.digests)

    @property
    def needs(self) -> tuple[Path, ...]:
        """Return the archived files."""
        return tuple(Archive(self.archive).path(digest) for digest in self.digests)

    @property
    def makes(self) -> tuple[Path, ...]:
        """Return the file that it makes."""
        return (self.target,)

    def moved(self, move: Callable[[Path], Path]) -> "ReadingRequest":
        """Return the same with its files at other places."""
        return replace(self, archive=move(self.archive), target=move(self.target))


@dataclass(frozen=True)
class JudgingRequest:
    """Files to be judged, each with the key under which its rows are known; `target` is the folder for them.

    `readings` are the files that tell what the arrivals hold, each with the SHA-256 asked of it. `plans` are those of
    the whole run, in the order of their arrival, and `planned` is what they say.
    """

    arrivals: tuple[Arrival, ...]
    keys: tuple[str, ...]
    readings: Mapping[Path, tuple[str, ...]]
    plans: tuple[Plan, ...]
    planned: Planned
    reference: Reference
    rules: RuleSet
    target: Path

    @property
    def size(self) -> int:
        """Return the number of files."""
        return len(self.arrivals)

    @property
    def needs(self) -> tuple[Path, ...]:
        """Return the files that tell what the arrivals hold."""
        return tuple(self.readings)

    @property
    def makes(self) -> tuple[Path, ...]:
        """Return the folder that it makes."""
        return (self.target,)

    def moved(self, move: Callable[[Path], Path]) -> "JudgingRequest":
        """Return the same with its files at other places."""
        readings = {move(file): digests for file, digests in self.readings.items()}
        return replace(self, readings=readings, target=move(self.target))


@dataclass(frozen=True)
class PlanRead:
    """A plan among the files that were read, and what it says where other files are judged beside it."""

    plan: Plan | None
    planned: Planned


class _SuitesHere:
    """Runs the suites in this process."""

    validate = staticmethod(run_all)


def read_chunk(request: ReadingRequest) -> None:
    """Read files and keep what they hold; a file that stands half written is never seen under its name."""
    archive = Archive(request.archive)
    rows: list[dict[str, object]] = []
    with WorkerPool(size=1) as pool:
        for start in range(0, request.size, READ_AT_ONCE):
            digests = request.digests[start : start + READ_AT_ONCE]
            readings = pool.read_archived([archive.path(digest) for digest in digests])
            rows += [_kept(digest, reading) for digest, reading in zip(digests, readings, strict=True)]
    unfinished = _unfinished(request.target)
    pl.DataFrame(rows, schema=READING_COLUMNS).write_parquet(unfinished)
    sync_file(unfinished)  # after a power cut none is found half under its name
    replace_file(unfinished, request.target)


def judge_chunk(request: JudgingRequest) -> None:
    """Judge files and keep their rows, a file of Parquet a table of raw.*, in the folder `target`."""
    phrases, reference = known_phrases(), request.reference
    submissions = to_submissions(
        request.arrivals,
        _read_readings(request.readings),
        reference.rounds,
        reference.agency_of(),
        phrases,
        request.plans,
    )
    submissions = apply_corrections(submissions, reference.corrections)
    findings = find_faults(submissions, reference, request.rules, phrases, _SuitesHere(), request.planned)
    unfinished = _unfinished(request.target)
    unfinished.mkdir(parents=True)
    for table, frame in frames_of(submissions, findings).items():
        frame.write_parquet(unfinished / f"{table}.parquet")
    keys = {"key": request.keys, "submission_id": [arrival.submission_id for arrival in request.arrivals]}
    pl.DataFrame(keys).write_parquet(unfinished / KEYS)
    for file in unfinished.iterdir():
        sync_file(file)
    if request.target.exists():  # another run was quicker: what it made is the same
        shutil.rmtree(unfinished)
    else:
        replace_file(unfinished, request.target)


def read_kept_plans(file: Path) -> dict[str, PlanRead]:
    """Return the plans among files that were read, by SHA-256."""
    plans = pl.scan_parquet(file).select("sha256", "plan").filter(pl.col("plan").is_not_null()).collect()
    return {digest: _unpack_plan(json.loads(plan)) for digest, plan in plans.iter_rows()}


def _read_readings(files: Mapping[Path, tuple[str, ...]]) -> dict[str, Reading]:
    """Return what files hold, by SHA-256, from what was kept of them."""
    frames = [
        pl.scan_parquet(file).filter(pl.col("sha256").is_in(digests)).select("sha256", "reading").collect()
        for file, digests in files.items()
    ]
    return {digest: unpack_reading(json.loads(reading)) for frame in frames for digest, reading in frame.iter_rows()}


def _kept(digest: str, reading: Reading) -> dict[str, object]:
    packed = reading.reply or json.dumps(pack_reading(reading), ensure_ascii=False, separators=(",", ":"))
    return {
        "sha256": digest,
        "reading": packed,
        "plan": _pack_plan(digest, reading),
        "hash": sha256(packed.encode()).hexdigest(),
        "is_final": reading.rule not in FOR_NOW,
    }


def _pack_plan(digest: str, reading: Reading) -> str | None:
    """Return the plan that a file is, as JSON; None for any other file. Whose it is, makes no difference to it."""
    if reading.workbook is None or read_keys(reading.workbook).get("form") == "results":
        return None
    submission = read_submission(Arrival(digest, "", "", NO_TIME, ""), reading, known_phrases())
    if submission.kind != "plan":
        return None
    planned = planned_in([submission])
    plans = [asdict(plan) for plan in read_plans([submission])]
    packed = {"plans": plans, "codes": sorted(planned.codes), "texts": sorted(planned.texts)}
    return json.dumps(packed, ensure_ascii=False, default=sorted)


def _unpack_plan(packed: Mapping[str, Any]) -> PlanRead:
    planned = Planned(frozenset(packed["codes"]), frozenset(packed["texts"]))
    return PlanRead(next((_plan(plan) for plan in packed["plans"]), None), planned)


def _plan(packed: Mapping[str, Any]) -> Plan:
    return Plan(**{**packed, "items": tuple(_item(item) for item in packed["items"])})


def _item(packed: Mapping[str, Any]) -> PlanItem:
    measures = tuple(PlanMeasure(**measure) for measure in packed["measures"])
    return PlanItem(**{**packed, "measures": measures, "divisions": frozenset(packed["divisions"])})


def _unfinished(target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return target.with_name(f".unfinished-{os.getpid()}-{target.name}")
