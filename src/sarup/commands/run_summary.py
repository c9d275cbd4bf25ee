"""What a run tells at its end: files by verdict, items by status, who is missing, what was written."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sarup.codes import Verdict
from sarup.phrases import Phrases
from sarup.pipeline import Run
from sarup.placement import Change
from sarup.record.journal import Journal
from sarup.render.content.edition_labels import edition_label
from sarup.rows import read_rows
from sarup.warehouse_file import open_warehouse


@dataclass(frozen=True)
class FileVerdict:
    """One received file of the round, or a plan: its verdict and, where it has errors, the first reason in Thai.

    `is_superseded` tells that nothing of it is to be mended: another version of the division's took its place.
    """

    division: str
    file_name: str
    verdict: Verdict
    in_force: bool
    error_count: int
    warning_count: int
    reason: str
    is_plan: bool
    is_superseded: bool


@dataclass(frozen=True)
class ChangedReceipt:
    """When and how a file came as receipts.csv says now, and as was known before."""

    path: str
    before: str
    after: str


@dataclass(frozen=True)
class RunSummary:
    """The end of a run, as values: `editions` by agency; `edition_no` that of the only one, or of the one closing.

    `written` are the documents that were asked for and the database; of them `unchanged_count` lay there already.
    `without_plan` are agencies whose documents were asked for and that have no plan in the round.
    """

    round_code: str
    round_label: str
    fiscal_year_be: int
    files: tuple[FileVerdict, ...]
    item_count: int
    met_count: int
    not_yet_met_count: int
    no_value_count: int
    missing: tuple[str, ...]
    not_accepted: tuple[str, ...]
    written: tuple[str, ...]
    has_plans: bool
    letters: tuple[str, ...] = ()
    edition_no: int | None = None
    after_close_count: int = 0
    editions: Mapping[str, int] = field(default_factory=dict)
    receipt_changes: tuple[ChangedReceipt, ...] = ()
    unchanged_count: int = 0
    without_plan: tuple[str, ...] = ()


FILES = """
with told as (
    select
        s.*,
        not s.is_in_force and exists(
            select 1 from core.submission as n
            where
                n.division_code = s.division_code and not n.is_withdrawn
                and (n.kind = 'plan') = (s.kind = 'plan') and (n.is_in_force or n.kind = s.kind)
                and n.plan_code is not distinct from coalesce(s.plan_code, n.plan_code)
                and coalesce(n.round_code, $round) = coalesce(s.round_code, $round)
                and (n.received_at, n.file_name, n.sha256) > (s.received_at, s.file_name, s.sha256)
        ) as is_superseded
    from core.submission as s
    where s.round_code = $round or s.round_code is null
)

select
    s.division_code as division, s.file_name, s.verdict, s.is_in_force as in_force,
    count(f.rule) filter (where f.severity = 'error') as error_count,
    count(f.rule) filter (where f.severity = 'warning') as warning_count,
    coalesce(arg_min(
        case when f.cell is null then '' else f.cell || ': ' end || f.message_th || ' ' || f.remedy_th,
        (coalesce(f.table_name, ''), coalesce(f.row_no, 0), coalesce(f.column_name, ''), f.rule)
    ) filter (where f.severity = 'error'), '') as reason,
    s.kind = 'plan' as is_plan, s.is_superseded
from told as s
left join core.finding as f on s.submission_id = f.submission_id and not f.is_waived
group by
    s.division_code, s.file_name, s.verdict, s.is_in_force, s.kind, s.is_superseded, s.received_at, s.sha256
order by s.received_at, s.file_name, s.sha256
"""
PLANNED = "select agency_code from staging.plan_round where round_code = ?"
# More documents than these are counted.
MOST_NAMED = 12
EDITIONS = """
select agency_code, edition_no from core.round_state
where round_code = ? and edition_no is not null
order by agency_code
"""


def summarise_run(run: Run, documents: Sequence[Change], letters: Sequence[Change] = ()) -> RunSummary:
    """Read the summary of the run's round from the database that is about to be published, with the files beside it."""
    written = [change.place for change in documents if change.prepared]
    period = run.reference.round(run.round_code)
    with open_warehouse(run.building, read_only=True) as connection:
        files = tuple(read_rows(connection, FileVerdict, FILES, {"round": run.round_code}))
        counts = connection.execute(
            "select coalesce(sum(item_count), 0), coalesce(sum(met_count), 0), coalesce(sum(not_yet_met_count), 0), "
            "coalesce(sum(no_value_count), 0) from rollup.agency_round where round_code = ?",
            [run.round_code],
        ).fetchone() or (0, 0, 0, 0)
        unanswered = connection.execute(
            "select division_name, is_received from rollup.completeness where round_code = ? and not is_accepted "
            "order by sort_no, division_code",
            [run.round_code],
        ).fetchall()
        editions = dict(connection.execute(EDITIONS, [run.round_code]).fetchall())
        plans = {str(one) for (one,) in connection.execute(PLANNED, [run.round_code]).fetchall()}
        (late,) = connection.execute(
            "select count(*) from core.submission where round_code = ? and is_after_close", [run.round_code]
        ).fetchone() or (0,)
    return RunSummary(
        round_code=run.round_code,
        round_label=period.label,
        fiscal_year_be=period.fiscal_year_be,
        files=files,
        item_count=int(counts[0]),
        met_count=int(counts[1]),
        not_yet_met_count=int(counts[2]),
        no_value_count=int(counts[3]),
        missing=tuple(str(name) for name, is_received in unanswered if not is_received),
        not_accepted=tuple(str(name) for name, is_received in unanswered if is_received),
        written=tuple(str(path) for path in (*written, run.live)),
        has_plans=bool(plans),
        unchanged_count=sum(change.prepared == change.place for change in documents),
        without_plan=tuple(agency for agency in run.choice.agencies if agency not in plans),
        letters=tuple(str(change.place) for change in letters),
        edition_no=_own_edition(run, editions),
        editions=editions,
        after_close_count=late,
        receipt_changes=_receipt_changes(run),
    )


def _receipt_changes(run: Run) -> tuple[ChangedReceipt, ...]:
    with Journal(run.home / "journal.sqlite") as journal:
        changes = journal.receipt_changes(run.seen_at)
    return tuple(
        ChangedReceipt(
            "/".join(part for part in (after.division_code, after.folder, after.file_name) if part),
            *(f"{one.received_at.isoformat()} ({one.channel})" for one in (before, after)),
        )
        for before, after in changes
    )


def _own_edition(run: Run, editions: Mapping[str, int]) -> int | None:
    """Return the edition of the agency that closes, or of the only agency of the register."""
    agencies = run.reference.agency_codes()
    agency = run.closing.agency_code if run.closing else agencies[0] if len(agencies) == 1 else ""
    return editions.get(agency)


def say_summary(summary: RunSummary, phrases: Phrases) -> list[str]:
    """Return the closing lines in Thai."""
    now = [file for file in summary.files if not file.is_superseded]
    verdicts = Counter(file.verdict for file in now)
    counts = dict(zip("abcde", (verdicts[verdict] for verdict in Verdict), strict=True))
    lines = [
        phrases.say("cli.summary", round_label=summary.round_label, year=summary.fiscal_year_be),
        phrases.say("cli.files", n=len(summary.files), f=len(summary.files) - len(now), **counts),
    ]
    lines += [_say_open(file, phrases) for file in now if not file.verdict.is_accepted]
    lines += [
        phrases.say("cli.receipt_changed", path=one.path, before=one.before, after=one.after)
        for one in summary.receipt_changes
    ]
    lines.append(
        phrases.say(
            "cli.items",
            n=summary.item_count,
            a=summary.met_count,
            b=summary.not_yet_met_count,
            c=summary.no_value_count,
        )
    )
    if summary.edition_no is not None:
        lines.append(phrases.say("cli.round_closed", edition=edition_label(summary.edition_no, phrases)))
    else:
        lines += [
            phrases.say("cli.agency_closed", agency=agency, edition=edition_label(number, phrases))
            for agency, number in summary.editions.items()
        ]
    if summary.after_close_count:
        lines.append(phrases.say("cli.after_close", n=summary.after_close_count, round=summary.round_code))
    if summary.not_accepted:
        lines.append(phrases.say("cli.not_accepted", divisions=", ".join(summary.not_accepted)))
    if summary.missing:
        lines.append(phrases.say("cli.missing", divisions=", ".join(summary.missing)))
    lines += [phrases.say("cli.without_plan", agency=agency) for agency in summary.without_plan]
    lines += _say_written(summary, phrases)
    if summary.letters:
        outbox = Path(summary.letters[0]).parents[2]
        lines.append(phrases.say("cli.letters", n=len(summary.letters), path=outbox))
    return lines


def _say_written(summary: RunSummary, phrases: Phrases) -> list[str]:
    """Return where the documents lie: each, or of many how many, and how many of them stayed as they were."""
    *documents, database = summary.written
    lines = [phrases.say("cli.written", path=path) for path in documents]
    if len(documents) > MOST_NAMED:
        folder = os.path.commonpath(documents)
        lines = [phrases.say("cli.written_many", n=len(documents), path=folder)]
    if summary.has_plans and not documents:
        lines.append(phrases.texts["cli.no_documents"])
    if summary.unchanged_count:
        lines.append(phrases.say("cli.unchanged", n=summary.unchanged_count))
    return [*lines, phrases.say("cli.written", path=database)]


def _say_open(file: FileVerdict, phrases: Phrases) -> str:
    """Return the line of a file that is to be mended; a plan is called one."""
    key = f"verdict.{'plan.' * (file.is_plan and file.verdict == Verdict.RETURNED)}{file.verdict}"
    return f"  {phrases.texts[key]}: {file.division}/{file.file_name} — {_reason(file, phrases)}"


def _reason(file: FileVerdict, phrases: Phrases) -> str:
    """Return the first reason, and how many more there are."""
    more = file.error_count - 1
    return f"{file.reason} {phrases.say('cli.more', n=more)}" if more > 0 else file.reason
