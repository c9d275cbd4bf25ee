"""Journal, lock and last run: what runs left."""

from collections.abc import Iterator
from datetime import UTC, datetime

from filelock import FileLock, Timeout

from sarup.commands.doctor.check import Check, Part, Patient, State, say_moment
from sarup.record.journal import Journal
from sarup.record.journal_file import JOURNAL, read_state
from sarup.warehouse_file import LOCK, warehouse_path


def check_journal(patient: Patient) -> Iterator[Check]:
    """Look whether the journal is whole; `sarup verify` looks at all that it names."""
    path = patient.home / JOURNAL
    if not path.is_file():
        kept = patient.home / "archive"
        yield patient.ill(Part.JOURNAL, "gone") if kept.exists() else patient.well(Part.JOURNAL, "none")
        return
    state = read_state(path, is_thorough=False)
    if state.fault:
        yield patient.ill(Part.JOURNAL, "broken", fault=state.fault)
    else:
        yield patient.well(Part.JOURNAL, "ok", n=state.arrival_count, editions=len(state.editions))


def check_lock(patient: Patient) -> Iterator[Check]:
    """Look whether a run is at work."""
    path = patient.home / LOCK
    if not path.exists():
        yield patient.well(Part.LOCK, "free")
        return
    try:
        with FileLock(path, timeout=0):
            yield patient.well(Part.LOCK, "free")
    except Timeout:
        yield patient.ill(Part.LOCK, "held", State.WARN)
    except OSError:
        yield patient.ill(Part.LOCK, "shut", path=path)


def check_last_run(patient: Patient) -> Iterator[Check]:
    """Tell when something was last published, and whether files came since then."""
    live, journal = warehouse_path(patient.home), patient.home / JOURNAL
    if not live.is_file() or not journal.is_file() or read_state(journal, is_thorough=False).fault:
        yield patient.ill(Part.LAST_RUN, "never", State.WARN)
        return
    with Journal(journal) as known:
        arrivals = known.arrivals()
    at = datetime.fromtimestamp(live.stat().st_mtime, UTC)
    published = say_moment(at, patient.phrases)
    if not arrivals:
        yield patient.ill(Part.LAST_RUN, "never", State.WARN)
        return
    newest = arrivals[-1]
    last = say_moment(newest.received_at, patient.phrases)
    if newest.received_at > at:
        yield patient.ill(Part.LAST_RUN, "behind", State.WARN, at=published, last=last)
    else:
        yield patient.well(Part.LAST_RUN, "ok", at=published, last=last)
