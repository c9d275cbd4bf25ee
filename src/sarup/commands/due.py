"""What is due is done: the acts whose time has come, each done by who is handed in and journaled once."""

import logging
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from sarup.codes import ActKind, ActOutcome
from sarup.errors import BusyError
from sarup.gather.inbox import list_inbox
from sarup.gather.reference_folder import read_reference
from sarup.office import calendar
from sarup.office.calendar import NIGHTLY, Act, DueAct, Facts
from sarup.office.reference import Reference
from sarup.pipeline import has_news, open_run
from sarup.record.acts import JournaledAct
from sarup.record.journal import Journal
from sarup.thai.times import BANGKOK
from sarup.warehouse_file import open_warehouse, warehouse_path

LOGGER = logging.getLogger(__name__)
# Whatever the last run used is what news are held against, also where a clock was set back since.
NEWEST = datetime.max.replace(tzinfo=UTC)
Doers = Mapping[ActKind, Callable[[Act], object]]
# What each round's documents and letters are made of: the files of its year up to it, and its plans.
PUBLISHED = """
with made_of as (
    select r.round_code, s.submission_id, s.verdict, s.is_in_force
    from core.round as r
    inner join core.round as o on r.fiscal_year_be = o.fiscal_year_be and o.covers_to <= r.covers_to
    inner join core.submission as s on o.round_code = s.round_code
    union all
    select p.round_code, s.submission_id, s.verdict, s.is_in_force
    from staging.plan_round as p
    inner join core.submission as s on p.submission_id = s.submission_id
)

select round_code, md5(string_agg(concat_ws(' ', submission_id, verdict, is_in_force), ' ' order by submission_id))
from made_of
group by round_code
"""
CLOSED = "select round_code from core.round where state = 'closed'"
KNOWN = "select submission_id from core.submission"


@dataclass(frozen=True)
class Doings:
    """What a look at the calendar came to: what was journaled, what failed and stays due, and whether all was tried."""

    journaled: tuple[DueAct, ...]
    failed: tuple[tuple[Act, Exception], ...] = ()
    is_busy: bool = False

    def raise_failures(self) -> None:
        """Do nothing where all went well. Raises ExceptionGroup with what failed, each error noting its act."""
        for act, error in self.failed:
            error.add_note(act.key)
        if self.failed:
            raise ExceptionGroup("acts that are due failed, and stay due", [error for _, error in self.failed])


def find_due(home: Path, inbox: Path, reference: Path, kinds: Set[ActKind], now: datetime) -> list[DueAct]:
    """Return what is due by now in a home, of the kinds that somebody does. Raises UsageError for faulty folders."""
    known = read_reference(reference)
    facts = read_facts(home, known, _has_news(home, inbox, reference))
    return calendar.due_acts(known.rounds, known.holidays, facts, kinds, now)


def do_due(home: Path, inbox: Path, reference: Path, doers: Doers, clock: Callable[[], datetime]) -> Doings:
    """Do what is due, in order; each act is journaled when it is over, and one that fails stays due.

    After a failure the acts of that round wait, those of others go on. While another run is at work all wait.
    Raises BusyError where somebody else is doing what is due.
    """
    home.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(home / ".acts.lock", timeout=0):
            return _do_all(home, find_due(home, inbox, reference, doers.keys(), clock()), doers, clock)
    except Timeout as error:
        raise BusyError(f"somebody else does what is due in {home}") from error


def _do_all(home: Path, due: Sequence[DueAct], doers: Doers, clock: Callable[[], datetime]) -> Doings:
    journaled: list[DueAct] = []
    failed: list[tuple[Act, Exception]] = []
    for one in due:
        if one.act.round_code and one.act.round_code in {act.round_code for act, _ in failed}:
            continue
        try:
            LOGGER.info("%s: %s", one.act.key, one.outcome, extra={"act": one.act.key, "outcome": one.outcome})
            if one.outcome == ActOutcome.DONE:
                doers[one.act.kind](one.act)
        except BusyError:
            return Doings(tuple(journaled), tuple(failed), is_busy=True)
        except Exception as error:
            failed.append((one.act, error))
            continue
        _journal(home, one, clock())
        journaled.append(one)
    return Doings(tuple(journaled), tuple(failed))


def note_report(home: Path, reference: Path, round_code: str, at: datetime) -> None:
    """Journal that a round was reported, by whoever asked: the calendar need not do it again."""
    period = read_reference(reference).round(round_code)
    _journal(home, DueAct(Act(ActKind.REPORT_CHANGES, round_code, period.due_on, 0, at), ActOutcome.DONE), at)


def _journal(home: Path, one: DueAct, done_at: datetime) -> None:
    act = one.act
    is_report = act.kind.is_report and one.outcome == ActOutcome.DONE
    basis = _published(home).get(act.round_code) if is_report else None
    with Journal(home / "journal.sqlite") as journal:
        journal.record_act(JournaledAct(act.key, act.kind, act.round_code, act.due_at, done_at, one.outcome, basis))


def read_facts(home: Path, reference: Reference, news: bool = False) -> Facts:
    """Return what the journal and the published file of a home tell beside the calendar."""
    acts = journaled_acts(home)
    closed = {period.round_code for period in reference.rounds if period.state == calendar.CLOSED}
    return Facts(
        journaled={act.key for act in acts},
        nights={act.kind: act.due_at.astimezone(BANGKOK).date() for act in acts if act.kind in NIGHTLY},
        closed=closed | _closed(home),
        has_news=news,
        published=_published(home),
        reported={act.round_code: act.basis for act in acts if act.basis},
    )


def journaled_acts(home: Path) -> list[JournaledAct]:
    """Return every act that was done or passed over in a home; none before its first run."""
    if not (home / "journal.sqlite").is_file():
        return []
    with Journal(home / "journal.sqlite") as journal:
        return journal.acts()


def _has_news(home: Path, inbox: Path, reference: Path) -> bool:
    """Tell whether something came that no report has seen: a file, a reference file, a decision."""
    if not (inbox.is_dir() and list_inbox(inbox)):
        return False
    if has_news(open_run(None, inbox, reference, home, None, None, NEWEST)):
        return True
    with Journal(home / "journal.sqlite") as journal:
        arrivals = {one.submission_id for one in journal.arrivals()}
        decided = max((one.undone_at or one.recorded_at for one in journal.decisions()), default=None)
        reports = [act.due_at for act in journal.acts() if act.kind.is_report and act.outcome == ActOutcome.DONE]
    is_decided = decided is not None and bool(reports) and decided > max(reports)
    # What `sarup forms` saw is archived and judged, and in no published file yet.
    return is_decided or not arrivals <= {name for (name,) in _ask(home, KNOWN)}


def _published(home: Path) -> dict[str, str]:
    """Return by round what the published file is made of, hashed; nothing before the first report."""
    return {code: made_of for code, made_of in _ask(home, PUBLISHED)}


def _closed(home: Path) -> set[str]:
    return {code for (code,) in _ask(home, CLOSED)}


def _ask(home: Path, query: str) -> list[tuple[str, ...]]:
    if not warehouse_path(home).is_file():
        return []
    with closing(open_warehouse(warehouse_path(home), read_only=True)) as connection:
        return connection.execute(query).fetchall()
