"""The first verb: files of the inbox → submissions."""

from collections.abc import Sequence

from sarup.archive import Archive
from sarup.gather.form import read_submission
from sarup.gather.pool import WorkerPool
from sarup.phrases import Phrases
from sarup.submission import Arrival, Submission


def gather(arrivals: Sequence[Arrival], archive: Archive, phrases: Phrases, workers: int = 2) -> list[Submission]:
    """Read archived files in worker processes and return one submission for each arrival, in the same order."""
    digests = sorted({arrival.sha256 for arrival in arrivals})
    with WorkerPool(size=min(workers, max(1, len(digests)))) as pool:
        readings = dict(zip(digests, pool.read_many([archive.path(d) for d in digests]), strict=True))
    return [read_submission(arrival, readings[arrival.sha256], phrases) for arrival in arrivals]
