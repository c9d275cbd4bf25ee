"""The five verbs in order, for the flow and for every command that needs a warehouse."""

import json
import logging
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from sarup import system
from sarup.assets import asset_path
from sarup.dictionary import SCHEMAS, load_dictionary
from sarup.errors import UsageError
from sarup.findings import RuleSet, load_rules
from sarup.gather.inbox import RECEIPTS, KnownFiles, list_inbox, read_receipts, receipts_file, receive_files
from sarup.gather.listing import look
from sarup.gather.pool import WorkerPool
from sarup.gather.reference_folder import read_reference
from sarup.gather.workbook import Workbook
from sarup.judging.cache import Cache
from sarup.judging.files import Each, in_processes, judge_files, read_arrivals, read_files, write_arrivals
from sarup.judging.judge import JudgingInputs, build, load_inputs, warehouse_key
from sarup.load.warehouse import load_chunks
from sarup.office.document_choice import ALL_AGENCIES, DocumentChoice
from sarup.office.reference import Reference, whose_agency
from sarup.phrases import Phrases, known_phrases
from sarup.placement import Change, remove_unfinished, standing
from sarup.publication import finish_publication, let_readers_in, publish
from sarup.record.archive import Archive
from sarup.record.decisions import Decision, DecisionReason
from sarup.record.editions import Edition, editions_of, next_number
from sarup.record.journal import Journal
from sarup.rollup.build import roll_up
from sarup.rollup.carried import carried_rounds, carry_over, stamp, stands
from sarup.rollup.closed_rounds import ClosedRounds, closed_rounds, frozen_rounds
from sarup.rollup.comments import comment_on_everything
from sarup.rollup.keys import assert_keys
from sarup.settings import Settings
from sarup.submission import Arrival
from sarup.thai.times import BANGKOK
from sarup.warehouse_file import (
    BUILDING,
    changes_of,
    create_warehouse,
    open_warehouse,
    remove_prepared,
    rewrite,
    warehouse_path,
)

if TYPE_CHECKING:
    from sarup.render.processes import WriteAll

OUTBOX = "outbox"
# In letters: a division's folder, a round's, and a workbook with a Thai name and what stands before it while it is put.
LONGEST_IN_OUTBOX = 140
ARRIVALS, JUDGED, LETTERS, DOCUMENTS = "arrivals.parquet", "judged.parquet", "letters.json", "documents.json"
LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True)
class Run:
    """One run's inputs, checked: what it reads, where it lives, what it was told.

    `as_of` looks into the past and leaves the live database alone; `closing` freezes the round at the run's end;
    `choice` tells whose documents are made.
    """

    round_code: str
    inbox: Path
    home: Path
    output: Path
    reference: Reference
    reference_folder: Path
    as_of: datetime | None
    seen_at: datetime
    phrases: Phrases
    rules: RuleSet
    closing: DecisionReason | None = None
    choice: DocumentChoice = ALL_AGENCIES

    @property
    def building(self) -> Path:
        """Return the database that is being built beside the live one."""
        return self.home / f"{BUILDING}{os.getpid()}.duckdb"

    @property
    def prepared(self) -> Path:
        """Return the folder of documents and letters that are prepared and not yet in their places."""
        return self.home / f"{BUILDING}{os.getpid()}"

    @property
    def live(self) -> Path:
        """Return where the database is published."""
        return warehouse_path(self.home, self.as_of)


def open_run(
    round_code: str | None,
    inbox: Path,
    reference: Path,
    home: Path,
    output: Path | None,
    as_of: datetime | None,
    seen_at: datetime,
    closing: DecisionReason | None = None,
    choice: DocumentChoice = ALL_AGENCIES,
) -> Run:
    """Check the inputs of a run; without a round it is the last one of rounds.csv.

    A look into the past takes the reference files that the last run up to then used. An inbox may be empty where the
    journal knows files: all of them are in the archive, as after a home was restored.

    Raises UsageError, in Thai, for a folder, round or inbox that cannot be used.
    """
    phrases = known_phrases()
    if as_of is not None and as_of.tzinfo is None:
        as_of = as_of.replace(tzinfo=BANGKOK)
    _check_places(home, (inbox, reference), phrases)
    known = read_reference(reference, _reference_then(home, as_of))
    if (group := Settings().readers) and not system.is_group(group):
        raise UsageError(phrases.say("cli.err.group", x=group))
    if round_code is None:
        round_code = known.rounds[-1].round_code
    if round_code not in {r.round_code for r in known.rounds}:
        raise UsageError(phrases.say("cli.err.round", x=round_code))
    if not list_inbox(inbox) and not _has_received(home):
        raise UsageError(phrases.say("cli.err.empty", path=inbox))
    read_receipts(inbox)
    if closing is not None:
        closing = replace(closing, agency_code=whose_agency(known, closing.agency_code, phrases))
    for agency in choice.agencies:
        whose_agency(known, agency, phrases)
    return Run(
        round_code=round_code,
        inbox=inbox,
        home=home,
        output=output or warehouse_path(home, as_of).parent / "output" / round_code,
        reference=known,
        reference_folder=reference,
        as_of=as_of,
        seen_at=seen_at,
        phrases=phrases,
        rules=load_rules(asset_path("expectations/rules.yaml")),
        closing=closing,
        choice=choice,
    )


def _check_places(home: Path, folders: Sequence[Path], phrases: Phrases) -> None:
    """Raise UsageError for a home whose files would have names too long for the system, and for a folder not there."""
    if system.is_too_long(os.path.join(home, OUTBOX, "x" * LONGEST_IN_OUTBOX)):
        raise UsageError(phrases.say("cli.err.long_path", path=home))
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(phrases.say("cli.err.folder", path=folder))


def has_news(run: Run) -> bool:
    """Tell, by a look and a few hashes, whether anything seems to be new since the last run: a file, a reference, code.

    Only for what is started early: a wrong answer costs seconds and changes nothing.
    """
    if run.as_of is not None or not _cache(run).is_filled or not (run.home / "journal.sqlite").is_file():
        return True
    with Journal(run.home / "journal.sqlite") as journal:
        known = KnownFiles(journal.seen_files(run.inbox.resolve()))
        inputs = journal.inputs_at(run.seen_at)
    archive = Archive(run.home / "archive")
    files = (entry for entry in look(run.inbox) if entry.kind == "file")
    is_same = {name: inputs.get(name) == sha256(data).hexdigest() for name, data in run.reference.files.items()}
    return not (all(is_same.values()) and all(known.digest_of(entry, archive) for entry in files))


def load_libraries() -> None:
    """Load what writing documents takes, while something else is waited for."""
    import_module("sarup.render.outputs")
    import_module("sarup.render.returned.outbox")
    import_module("sarup.thai.words").split_words("สรุป")  # reads the list of words


def gather_inbox(run: Run, each: Each = in_processes) -> Path:
    """Archive and journal what lies in the inbox, then read what no run has read before.

    Returns the file that tells every submission of the journal that is to be judged. Those of closed rounds are not
    read again: their editions hold what they said.
    """
    _tell_stage("gather", run)
    remove_leftovers(run)
    arrivals = _receive(run)
    read_files(arrivals, run.home / "archive", _cache(run), each)
    return write_arrivals(arrivals, run.prepared / ARRIVALS)


def _receive(run: Run) -> list[Arrival]:
    """Archive and journal what lies in the inbox; return what is to be judged, in the order of arrival."""
    archive, settings = Archive(run.home / "archive"), Settings()
    with Journal(run.home / "journal.sqlite") as journal:
        known = KnownFiles(journal.seen_files(run.inbox.resolve()))
        seen = receive_files(
            run.inbox,
            archive,
            run.seen_at,
            pause=lambda: sleep(settings.settle_seconds),
            grace=timedelta(seconds=settings.grace_seconds),
            known=known,
        )
        journal.record_arrivals(seen)
        journal.record_receipts(seen, run.seen_at)
        journal.record_seen_files(run.inbox.resolve(), known.new)
        # A look into the past uses the files of then; those of now stay the newest.
        for name, data in run.reference.files.items() if run.as_of is None else ():
            journal.record_input(name, archive.keep(data), run.seen_at)
        if receipts := receipts_file(run.inbox):
            journal.record_input(RECEIPTS, archive.keep(receipts.read_bytes()), run.seen_at)
        journal.record_place("inbox", run.inbox.resolve())
        journal.record_place("reference", run.reference_folder.resolve())
        held = {one["submission_id"] for one in _closed(run, journal.decisions()).submissions_held()}
        return [one for one in journal.arrivals(run.as_of) if one.submission_id not in held]


def validate_files(run: Run, arrivals: Path, each: Each = in_processes) -> Path:
    """Judge the gathered files that are new, by the structure gate and the Great Expectations suites.

    Returns the file that tells where the rows and findings of each one are.
    """
    _tell_stage("validate", run)
    judged = judge_files(read_arrivals(arrivals), _cache(run), run.reference, run.rules, each)
    target = run.prepared / JUDGED
    judged.write_parquet(target)
    return target


def load_warehouse(run: Run, judged: Path) -> None:
    """Write raw.* of the database beside the live one; where nothing is new the live one is it, and is copied."""
    _tell_stage("load", run)
    if _stands(run):
        shutil.copyfile(standing(run.live), run.building)
        return
    with create_warehouse(run.building, asset_path("sql")) as connection:
        load_chunks(connection, pl.read_parquet(judged))
        load_inputs(connection, _judging_inputs(run))


def roll_up_warehouse(run: Run) -> None:
    """Build every layer of the database beside the live one, say in it what everything means, write it as published.

    Raises BrokenKeyError where a key does not name one row.
    """
    _tell_stage("rollup", run)
    if _stands(run):
        return
    with open_warehouse(run.building) as connection:
        carried = carried_rounds(connection, standing(run.live))
        roll_up(connection, asset_path("sql"), frozen_rounds(connection, run.home), carried)
    if carried:
        carry_over(run.building, standing(run.live), carried)
    with open_warehouse(run.building) as connection:
        comment_on_everything(connection, load_dictionary(), SCHEMAS)
        assert_keys(connection, load_dictionary().tables, SCHEMAS)
    rewrite(run.building)


def render_report(run: Run, write_all: "WriteAll | None" = None) -> list[Change]:
    """Write the chosen documents of the run's round aside; return what they change in the output folder.

    Those of an agency that has closed the round are its edition's, byte for byte; what nothing has changed stays.
    """
    # Writers of documents are loaded by who writes documents: forms need none of them.
    from sarup.render.round_documents import KeptDocuments, RoundPlaces, write_documents

    _tell_stage("render", run)
    closed = _closed(run, _decisions(run))
    final = set(closed.agencies(run.round_code))
    places = RoundPlaces(
        warehouse=run.building,
        prepared=run.prepared / "documents" / run.round_code,
        output=run.output,
        round_code=run.round_code,
        has_agencies=len(run.reference.agency_codes()) > 1,
        closed=lambda agency: closed.documents(agency, run.round_code) if agency in final else None,
    )
    kept = {} if run.as_of else {plan: KeptDocuments(**one) for plan, one in _cache(run).documents().items()}
    done = write_documents(places, run.choice, run.reference.files, run.phrases, kept, write_all)
    (run.prepared / DOCUMENTS).write_text(json.dumps(done.kept, default=vars), encoding="utf-8", newline="\n")
    return done.changes


def write_outbox(run: Run) -> list[Change]:
    """Write the letters and receipts of the round's files aside; a look into the past writes none."""
    from sarup.render.returned.outbox import Source, WrittenLetter, write_letters

    if run.as_of is not None:
        return []
    archive, folder = Archive(run.home / "archive"), run.prepared / OUTBOX

    def read_book(digest: str) -> Workbook | None:
        """Return the cells of an archived file by its hash, None where it cannot be read."""
        with WorkerPool(size=1) as pool:
            return pool.read_archived([archive.path(digest)])[0].workbook

    source = Source(lambda digest: archive.path(digest).read_bytes(), read_book)
    standing = {
        page: WrittenLetter(**letter)
        for page, letter in _cache(run).letters().items()
        if all((run.home / OUTBOX / path).is_file() for path in (page, letter["workbook"]) if path)
    }
    with open_warehouse(run.building, read_only=True) as connection:
        options = run.reference.report
        letters = write_letters(connection, run.round_code, folder, source, options, run.phrases, standing)
    # Those of other rounds stay known.
    (run.prepared / LETTERS).write_text(
        json.dumps({**standing, **letters}, default=vars), encoding="utf-8", newline="\n"
    )
    changes = []
    for page, letter in letters.items():
        for path in (page, letter.workbook):
            if path:
                place, prepared = run.home / OUTBOX / path, folder / path
                changes.append(Change(place, prepared if prepared.is_file() else place))
    return changes


def publish_warehouse(run: Run, changes: Sequence[Change] = ()) -> Path:
    """Put documents, letters and last the database into their places: all of them, or none and all is as before.

    Readers of the old database keep it until they open again. A letter that lies there already is left as it is.
    """
    key = _warehouse_key(run)
    news = [one for one in changes if not _is_there(one)]
    if group := Settings().readers:
        shown = [one.prepared for one in news if one.prepared and run.output in one.place.parents]
        let_readers_in(run.home, run.output, [*shown, run.building], group)
    publish(run.home, [*news, *changes_of(run.building, run.live)], run.seen_at)
    with suppress(OSError):  # without its stamp the file is only not carried over
        stamp(standing(run.live), key)
    if run.as_of is None:  # what a look into the past judged is beside today's, and goes with the next run
        with suppress(OSError):  # all is published by now: the cache may stay as it is
            _forget_superseded(run)
    return run.live


def _forget_superseded(run: Run) -> None:
    """Take out of the cache what this run had no use for."""
    if (run.prepared / JUDGED).is_file():
        arrivals, cache = read_arrivals(run.prepared / ARRIVALS), _cache(run)
        keys = pl.read_parquet(run.prepared / JUDGED)["key"]
        cache.prune(keys, cache.readings(one.sha256 for one in arrivals))
    for name, file in ((LETTERS, _cache(run).letters_file), (DOCUMENTS, _cache(run).documents_file)):
        if (run.prepared / name).is_file():
            file.parent.mkdir(exist_ok=True)
            system.replace_file(run.prepared / name, file)


def _is_there(change: Change) -> bool:
    """Tell whether a place holds the same bytes already."""
    prepared, place = change.prepared, change.place
    if prepared == place:
        return True
    return (
        prepared is not None
        and standing(place) == place
        and place.is_file()
        and place.read_bytes() == prepared.read_bytes()
    )


def remove_leftovers(run: Run) -> None:
    """Put in place what a killed run had decided; delete what else it left: a database being built, files halfway."""
    finish_publication(run.home)
    Archive(run.home / "archive").remove_leftovers()
    remove_prepared(run.home)
    outputs = (run.output, *run.output.glob("*/"))
    for folder in (run.home, run.live.parent, *outputs, *(run.home / OUTBOX).glob("*/*")):
        remove_unfinished(folder)
    for folder in run.home.glob("editions/*/*/.unfinished-*"):
        system.remove_tree(folder)
    _cache(run).remove_unfinished()


def build_in_memory(run: Run, each: Each = in_processes) -> duckdb.DuckDBPyConnection:
    """Return a warehouse that nothing publishes: forms take the plan and the last round's accepted values from it.

    What lies in the inbox is archived and journaled as in any run: it was seen.
    """
    judged = validate_files(run, gather_inbox(run, each), each)
    return build(lambda connection: load_chunks(connection, pl.read_parquet(judged)), _judging_inputs(run))


def _judging_inputs(run: Run) -> JudgingInputs:
    decisions, coming = _decisions(run), None
    if run.closing is not None:
        why = run.closing
        number = next_number(editions_of(decisions, run.round_code, why.agency_code))
        coming = Edition(run.round_code, number, why.recorded_at, why.role, why.reason, "", why.agency_code)
    closed = _closed(run, decisions)
    return JudgingInputs(run.reference, run.rules, run.phrases, decisions, run.as_of, closed, coming)


def _stands(run: Run) -> bool:
    """Tell whether the live database is the one that this run would build."""
    return stands(standing(run.live), _warehouse_key(run))


def _warehouse_key(run: Run) -> str:
    """Return the key of what a run builds its database of; "" where that is not told by files on disk."""
    judged = run.prepared / JUDGED
    return warehouse_key(pl.read_parquet(judged), _judging_inputs(run)) if judged.is_file() else ""


def _cache(run: Run) -> Cache:
    return Cache(run.home / "cache")


def _decisions(run: Run) -> list[Decision]:
    with Journal(run.home / "journal.sqlite") as journal:
        return journal.decisions()


def _has_received(home: Path) -> bool:
    if not (home / "journal.sqlite").is_file():
        return False
    with Journal(home / "journal.sqlite") as journal:
        return bool(journal.arrivals())


def _reference_then(home: Path, as_of: datetime | None) -> dict[str, bytes] | None:
    """Return the reference files that were known at a time; None for now, and for a time before the first run."""
    if as_of is None or not (home / "journal.sqlite").is_file():
        return None
    with Journal(home / "journal.sqlite") as journal:
        known = journal.inputs_at(as_of)
    archive = Archive(home / "archive")
    return {name: archive.path(digest).read_bytes() for name, digest in known.items()} or None


def _closed(run: Run, decisions: Sequence[Decision]) -> ClosedRounds:
    closing = (run.closing.agency_code, run.round_code) if run.closing else None
    return closed_rounds(run.home, decisions, run.reference.agency_of(), run.as_of, closing)


def _tell_stage(stage: str, run: Run) -> None:
    """Say that a stage begins; whoever shows progress listens to this logger."""
    LOGGER.info("%s: %s", stage, run.round_code, extra={"stage": stage})
