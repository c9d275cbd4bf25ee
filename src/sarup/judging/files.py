"""All files of a run, chunk by chunk: only what no earlier run read and judged is read and judged."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TypeVar

import polars as pl

from sarup.findings import RuleSet
from sarup.judging.cache import Cache, KeptReading, inputs_hash, key_of
from sarup.judging.chunks import JudgingRequest, ReadingRequest
from sarup.judging.process import borrowed_process
from sarup.office.reference import Reference
from sarup.settings import Settings
from sarup.submission import Arrival
from sarup.validate.planned import Planned

LOGGER = logging.getLogger("sarup.pipeline.files")
CHUNK_FILES = 500
# So many files are worth more than one process with its seconds of imports.
WORTH_MORE = 200

ARRIVAL_COLUMNS = {field.name: pl.Boolean if field.type == "bool" else pl.String for field in fields(Arrival)}

Thing = TypeVar("Thing")


class Each(Protocol):
    """How the chunks of a stage are worked through: by processes of this machine, or as tasks somewhere else."""

    def __call__(self, stage: str, requests: Sequence[Any]) -> object:
        """Work through all requests of a stage ("read" or "judge"); what one raises is raised."""


def in_processes(stage: str, requests: Sequence[Any]) -> None:
    """Work through the chunks in judging processes, as many at once as the settings say."""

    def answer(request: Any) -> int:
        """Work through one chunk; return how many files it has."""
        with borrowed_process() as process:
            process.read(request) if stage == "read" else process.judge(request)
        size: int = request.size
        return size

    done, total = 0, sum(request.size for request in requests)
    with ThreadPoolExecutor(Settings().workers) as threads:
        for size in threads.map(answer, requests):
            done += size
            LOGGER.info("%s: %d of %d files", stage, done, total, extra={"files": (done, total)})


def read_files(arrivals: Sequence[Arrival], archive: Path, cache: Cache, each: Each) -> None:
    """Read every file that is not yet known."""
    known = cache.readings(arrival.sha256 for arrival in arrivals)
    new = sorted({arrival.sha256 for arrival in arrivals} - known.keys())
    requests = [
        ReadingRequest(archive, tuple(some), cache.read_folder / f"{_name(some)}.parquet") for some in _chunks(new)
    ]
    if requests:
        each("read", requests)


def judge_files(
    arrivals: Sequence[Arrival], cache: Cache, reference: Reference, rules: RuleSet, each: Each
) -> pl.DataFrame:
    """Judge every file that is new, or judged by something new; return where the rows of each one are.

    The frame has a row a file in the order of arrival: submission_id, key, and the folder of its chunk.
    """
    readings = cache.readings((arrival.sha256 for arrival in arrivals), with_passing=True)
    kept = cache.plans(readings)
    plans = [kept[arrival.sha256] for arrival in arrivals if arrival.sha256 in kept]
    inputs = inputs_hash(reference, plans)
    keys = {one.submission_id: key_of(one, readings[one.sha256].hash, inputs) for one in arrivals}
    known = cache.judged(keys.values())
    planned = Planned(
        frozenset(code for one in plans for code in one.planned.codes),
        frozenset(text for one in plans for text in one.planned.texts),
    )
    requests = [
        JudgingRequest(
            arrivals=tuple(some),
            keys=tuple(keys[one.submission_id] for one in some),
            readings=_by_file(some, readings),
            plans=tuple(one.plan for one in plans if one.plan),
            planned=planned,
            reference=reference,
            rules=rules,
            target=cache.judged_folder / _name([keys[one.submission_id] for one in some]),
        )
        for some in _chunks([one for one in arrivals if keys[one.submission_id] not in known])
    ]
    if requests:
        each("judge", requests)
        known = cache.judged(keys.values())
    return pl.DataFrame(
        {
            "submission_id": list(keys),
            "key": list(keys.values()),
            "folder": [str(known[key]) for key in keys.values()],
        },
        schema=dict.fromkeys(("submission_id", "key", "folder"), pl.String),
    )


def _by_file(arrivals: Sequence[Arrival], readings: Mapping[str, KeptReading]) -> dict[Path, tuple[str, ...]]:
    by_file: dict[Path, dict[str, None]] = {}
    for arrival in arrivals:
        by_file.setdefault(readings[arrival.sha256].file, {})[arrival.sha256] = None
    return {file: tuple(digests) for file, digests in by_file.items()}


def _chunks(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    """Yield equal parts of at most CHUNK_FILES; one a process of what a single one would be long at."""
    count = max(-(-len(things) // CHUNK_FILES), Settings().workers if len(things) >= WORTH_MORE else 1)
    size = -(-len(things) // count)
    for start in range(0, len(things), size or 1):
        yield things[start : start + size]


def _name(keys: Sequence[str]) -> str:
    """Return the name of a chunk: the same for the same things."""
    return sha256("\n".join(keys).encode()).hexdigest()[:16]


def write_arrivals(arrivals: Sequence[Arrival], target: Path) -> Path:
    """Write a run's files where the next stage finds them: a task is handed their place, not 35,900 of them."""
    target.parent.mkdir(parents=True, exist_ok=True)
    rows = [{**vars(one), "received_at": one.received_at.isoformat()} for one in arrivals]
    pl.DataFrame(rows, schema=ARRIVAL_COLUMNS).write_parquet(target)
    return target


def read_arrivals(file: Path) -> list[Arrival]:
    """Return the files that `write_arrivals` wrote, in their order."""
    rows = pl.read_parquet(file).iter_rows(named=True)
    return [Arrival(**{**row, "received_at": datetime.fromisoformat(row["received_at"])}) for row in rows]
