"""The first verb: files of the inbox → submissions."""

from collections.abc import Mapping, Sequence

from sarup.gather.form import read_submission
from sarup.gather.handmade import is_answered_in_words, name_items, read_handmade
from sarup.gather.plans import KnownPlans, Plan, read_plans
from sarup.gather.pool import Reading, WorkerPool
from sarup.gather.units import read_units
from sarup.office.rounds import Round
from sarup.phrases import Phrases
from sarup.record.archive import Archive
from sarup.submission import Arrival, Submission


def gather(
    arrivals: Sequence[Arrival],
    archive: Archive,
    rounds: Sequence[Round],
    agency_of: Mapping[str, str],
    phrases: Phrases,
    workers: int = 2,
) -> list[Submission]:
    """Read archived files in worker processes and return one submission for each arrival, in the same order."""
    digests = sorted({arrival.sha256 for arrival in arrivals})
    with WorkerPool(size=min(workers, max(1, len(digests)))) as pool:
        readings = dict(zip(digests, pool.read_archived([archive.path(d) for d in digests]), strict=True))
    return to_submissions(arrivals, readings, rounds, agency_of, phrases)


def to_submissions(
    arrivals: Sequence[Arrival],
    readings: Mapping[str, Reading],
    rounds: Sequence[Round],
    agency_of: Mapping[str, str],
    phrases: Phrases,
    plans: Sequence[Plan] | None = None,
) -> list[Submission]:
    """Return the submissions of files already read (`readings` by SHA-256): plans first, since the others need them.

    `plans` are those of the whole run in the order of their arrival, where these files are not all that it has.
    """
    read = [read_submission(arrival, readings[arrival.sha256], phrases) for arrival in arrivals]
    office = KnownPlans(rounds, agency_of, read_plans(read) if plans is None else plans)
    known = [_with_lost_keys(one, readings[one.arrival.sha256], office, phrases) for one in read]
    return [_named(submission, office) for submission in known]


def _named(submission: Submission, office: KnownPlans) -> Submission:
    """Return the submission with its rows named, and its numbers beside their units where it has cells for them."""
    named = name_items(submission, office)
    return named if is_answered_in_words(submission) else read_units(named, office)


def _with_lost_keys(submission: Submission, reading: Reading, office: KnownPlans, phrases: Phrases) -> Submission:
    if submission.kind != "unknown" or reading.workbook is None:
        return submission
    return read_handmade(submission.arrival, reading.workbook, office, phrases)
