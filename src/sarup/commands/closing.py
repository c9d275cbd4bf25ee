"""`sarup close`: a round's data, documents and hashes frozen as a numbered edition; and an edition rendered again."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from sarup.assets import asset_path
from sarup.errors import UsageError
from sarup.phrases import Phrases
from sarup.pipeline import Run
from sarup.placement import Change, put_in_place
from sarup.record.archive import Archive
from sarup.record.decisions import DecisionReason
from sarup.record.editions import (
    CLOSING,
    DATA,
    DOCUMENTS,
    MANIFEST,
    Edition,
    EditionPlan,
    EditionSubmission,
    Manifest,
    edition_folder,
    edition_of,
    editions_of,
    file_entries,
    next_number,
    verify,
    write_manifest,
)
from sarup.record.journal import Journal
from sarup.render.content.edition_labels import edition_code, edition_label
from sarup.render.outputs import changes_of_documents, render_outputs
from sarup.rollup.build import build_views
from sarup.rollup.frozen import freeze, restore
from sarup.rows import read_rows
from sarup.system import replace_file, sync_file, sync_folder
from sarup.warehouse_file import create_warehouse, open_warehouse

SUBMISSIONS = """
select
    submission_id, sha256, division_code, file_name, cast(received_at as varchar) as received_at, verdict, is_in_force
from core.submission
where kind = 'results' and round_code = $round and agency_code = $agency
order by submission_id
"""
PLANS = """
select distinct s.submission_id, s.sha256, s.division_code, s.file_name, cast(s.received_at as varchar) as received_at
from core.submission as s
inner join staging.plan_round as p on s.submission_id = p.submission_id
where p.round_code = $round and p.agency_code = $agency
order by s.submission_id
"""
DECISIONS = "select number from staging.decision where coalesce(agency_code = $agency, true) order by number"
CHANGES = """
select count(*) from rollup.edition_change as c
where c.round_code = $round and not exists (
    select 1 from staging.plan_round as p
    where p.plan_code = c.plan_code and p.round_code = c.round_code and p.agency_code <> $agency
)
"""


@dataclass(frozen=True)
class Rendered:
    """An edition's documents made again: where they lie, and which differ from those that were published."""

    label: str
    paths: tuple[Path, ...]
    differing: tuple[str, ...]
    code_version: str


def refuse_same_edition(run: Run) -> None:
    """Do nothing where closing the agency's round makes an edition that says something new.

    Raises UsageError when it would be the edition before over again: told before anything is rendered.
    """
    before = _editions_before(run)
    if not before:
        return
    with open_warehouse(run.building, read_only=True) as connection:
        coming = _describe(connection, run, next_number(before))
    if not coming.change_count and _inputs(coming) == _inputs(verify(before[-1], run.home)):
        label = edition_label(before[-1].number, run.phrases)
        raise UsageError(run.phrases.say("cli.err.same_edition", edition=label))


def _reason(run: Run) -> DecisionReason:
    """Return why, and for which agency, this run closes its round. Raises ValueError for one that does not."""
    if run.closing is None:
        raise ValueError(f"{run.round_code} is not to be closed by this run")
    return run.closing


def _editions_before(run: Run) -> list[Edition]:
    with Journal(run.home / "journal.sqlite") as journal:
        return editions_of(journal.decisions(), run.round_code, _reason(run).agency_code)


def close_round(run: Run, documents: Sequence[Change]) -> Edition:
    """Freeze the agency's edition of the round from the database being built, and record it in the journal.

    Of the documents those of the agency are frozen.

    The journal's line comes last and makes it an edition: what fails before leaves nothing, and what a killed closing
    left behind is replaced. Raises UsageError when it would be the edition before over again.
    """
    refuse_same_edition(run)
    number = next_number(_editions_before(run))
    why = _reason(run)
    final = edition_folder(run.home, why.agency_code, run.round_code, number)
    unfinished = final.with_name(f".unfinished-{number}")
    target = {"round_code": run.round_code, "edition_no": str(number), "agency_code": why.agency_code}
    with Journal(run.home / "journal.sqlite") as journal:
        try:
            data = write_manifest(_write_files(run, number, [c.prepared for c in documents if c.prepared], unfinished))
            (unfinished / MANIFEST).write_bytes(data)
            _put_in_place(unfinished, final, run.home)
            target["manifest_sha256"] = Archive(run.home / "archive").keep(data)
            journal.record_decision(CLOSING, target, why.role, why.reason, None, why.recorded_at)
        except BaseException:
            for folder in (unfinished, final):
                shutil.rmtree(folder, ignore_errors=True)
            raise
    closed_at, digest = why.recorded_at, target["manifest_sha256"]
    return Edition(run.round_code, number, closed_at, why.role, why.reason, digest, why.agency_code)


def reopen_round(home: Path, round_code: str, why: DecisionReason, phrases: Phrases) -> tuple[Edition, Edition | None]:
    """Take the newest closing of a round back; return its edition and the one that holds again, if there is one.

    The edition stays where it is and its number is not used again. The reason names the agency where several have
    closed.

    Raises UsageError for a round that is not closed, and for one of several agencies.
    """
    with Journal(home / "journal.sqlite") as journal:
        held = [one for one in journal.decisions() if one.kind == CLOSING and not one.undone_at]
        of_round = [one for one in held if one.target["round_code"] == round_code]
        agency = _only_agency((edition_of(one) for one in of_round), why.agency_code, phrases)
        mine = [one for one in of_round if edition_of(one).agency_code in ("", agency)]
        if not mine:
            raise UsageError(phrases.say("cli.err.not_closed", round=round_code))
        last = mine[-1]
        journal.record_decision(CLOSING, last.target, why.role, why.reason, None, why.recorded_at, undoes=last.number)
        return edition_of(last), edition_of(mine[-2]) if mine[:-1] else None


def _only_agency(editions: Iterable[Edition], named: str, phrases: Phrases) -> str:
    """Return the agency named, or the only one that has editions. Raises UsageError where there are several."""
    known = sorted({one.agency_code for one in editions if one.agency_code})
    if not named and len(known) > 1:
        raise UsageError(phrases.say("cli.err.whose", known=", ".join(known)))
    return named or "".join(known)


def render_edition(
    home: Path, round_code: str, number: int, output: Path, phrases: Phrases, agency_code: str = ""
) -> Rendered:
    """Make an edition's documents again from its own data alone and compare them with those published.

    Raises UsageError for an edition that never was or that several agencies have, BrokenEditionError for one whose
    files were changed.
    """
    with Journal(home / "journal.sqlite") as journal:
        closings = [edition_of(one) for one in journal.decisions() if one.kind == CLOSING]
        agency = _only_agency((one for one in closings if one.round_code == round_code), agency_code, phrases)
        known = {one.number: one for one in editions_of(journal.decisions(), round_code, agency)}
    if number not in known:
        raise UsageError(phrases.say("cli.err.edition", round=round_code, n=number, known=_list_of(known) or "-"))
    edition = known[number]
    manifest = verify(edition, home)
    archive = Archive(home / "archive")
    reference = {name: archive.path(digest).read_bytes() for name, digest in manifest.reference.items()}
    with create_warehouse(":memory:", asset_path("sql")) as connection, TemporaryDirectory() as folder:
        restore(connection, edition.folder(home) / DATA)
        build_views(connection, asset_path("sql"))
        documents = render_outputs(connection, round_code, Path(folder), reference, phrases)
        put_in_place(changes_of_documents(documents, output, phrases))
        paths = [output / path.name for path in documents]
    published = {entry.path: entry.sha256 for entry in manifest.files}
    again = {entry.path: entry.sha256 for entry in file_entries(output, paths)}
    differing = tuple(name for name, digest in again.items() if published.get(f"{DOCUMENTS}/{name}") != digest)
    return Rendered(edition_label(number, phrases), tuple(paths), differing, manifest.code_version)


def _write_files(run: Run, number: int, documents: Sequence[Path], folder: Path) -> Manifest:
    if folder.exists():
        shutil.rmtree(folder)
    with open_warehouse(run.building, read_only=True) as connection:
        manifest = _describe(connection, run, number)
        written = freeze(connection, [manifest.agency_code], run.round_code, folder / DATA)
    (folder / DOCUMENTS).mkdir()
    own = _names_of_documents(run, manifest.agency_code, number)
    written += [Path(shutil.copyfile(path, folder / DOCUMENTS / path.name)) for path in documents if path.stem in own]
    return replace(manifest, files=file_entries(folder, written))


def _names_of_documents(run: Run, agency_code: str, number: int) -> set[str]:
    """Return the names, without ending, of an agency's documents."""
    slots = {"agency_code": agency_code, "round": run.round_code, "edition": edition_code(number)}
    return {run.phrases.say(key, **slots) for key in ("ed.filename", "memo.filename")}


def _describe(connection: duckdb.DuckDBPyConnection, run: Run, number: int) -> Manifest:
    """Return what the manifest says besides its files: who closed what and why, and from which inputs."""
    why = _reason(run)
    names = {"round": run.round_code, "agency": why.agency_code}
    (changes,) = connection.execute(CHANGES, names).fetchone() or (0,)
    decisions = connection.execute(DECISIONS, {"agency": why.agency_code}).fetchall()
    return Manifest(
        agency_code=why.agency_code,
        round_code=run.round_code,
        edition_no=number,
        edition=edition_label(number, run.phrases),
        closed_at=why.recorded_at.isoformat(),
        role=why.role,
        reason=why.reason,
        code_version=version("sarup"),
        rule_set_version=run.rules.version,
        submissions=tuple(read_rows(connection, EditionSubmission, SUBMISSIONS, names)),
        plans=tuple(read_rows(connection, EditionPlan, PLANS, names)),
        decisions=tuple(decision for (decision,) in decisions),
        reference={name: Archive(run.home / "archive").keep(data) for name, data in run.reference.files.items()},
        change_count=changes,
    )


def _inputs(one: Manifest) -> tuple[object, ...]:
    """Return what two editions must share to be the same: files, plans, decisions, reference and program."""
    return (one.submissions, one.plans, one.decisions, one.reference, one.code_version, one.rule_set_version)


def _put_in_place(unfinished: Path, final: Path, home: Path) -> None:
    for path in sorted(unfinished.rglob("*")):
        if path.is_file():
            sync_file(path)
        else:
            sync_folder(path)
    sync_folder(unfinished)
    if final.exists():
        shutil.rmtree(final)
    replace_file(unfinished, final)
    for folder in final.parents:  # the first edition of an agency has new folders above it
        sync_folder(folder)
        if folder == home:
            break


def _list_of(known: dict[int, Edition]) -> str:
    return ", ".join(str(number) for number in sorted(known))
