"""The command line: `sarup forms`, `sarup report`. Thai for officials, exit codes for programs."""

import atexit
import importlib
import json
import os
import sys
import traceback
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from sarup.assets import asset_path
from sarup.errors import BrokenEditionError, BusyError, UsageError
from sarup.phrases import Phrases, load_phrases
from sarup.progress import Stages
from sarup.settings import Settings

EXIT_USAGE, EXIT_INTERNAL, EXIT_BUSY = 64, 70, 75
TYPER_USAGE = 2
BANGKOK = ZoneInfo("Asia/Bangkok")
PREFECT_DEFAULTS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_CLI_PROMPT": "false",
}

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="""Sarup (สรุป): from division files to the consolidated Thai report of an anti-corruption action plan.

    [bold]First time:[/bold]  sarup forms 2564-6m --inbox INBOX --reference REFERENCE --output FORMS
    [bold]Each round:[/bold]  sarup report 2564-6m --inbox INBOX --reference REFERENCE

    Divisions drop their files into INBOX/<division_code>/; nothing in the inbox is moved or deleted.
    [bold]Beforehand:[/bold]  sarup check FILE --reference REFERENCE --inbox INBOX

    Exit codes: 0 done (check: 1 returned, 2 refused or quarantined), 64 wrong use, 70 internal failure,
    75 another run is at work.""",
)

Round = Annotated[str, typer.Argument(metavar="ROUND", help="The round, such as 2564-6m or 2564-12m.")]
Inbox = Annotated[Path | None, typer.Option(help="Folder with one folder a division (default: the last one used).")]
Reference = Annotated[
    Path | None, typer.Option(help="Folder with agencies, divisions and rounds (default: the last one used).")
]
Agency = Annotated[str | None, typer.Option(help="Whose round it is, where the register has several agencies.")]
Home = Annotated[Path | None, typer.Option(help="Where Sarup keeps archive, journal, database (default: warehouse/).")]


@app.command()
def report(
    round_code: Round,
    inbox: Inbox = None,
    reference: Reference = None,
    home: Home = None,
    output: Annotated[Path | None, typer.Option(help="Where the documents go (default: HOME/output/ROUND).")] = None,
    as_of: Annotated[
        str | None, typer.Option(help="Use only what was known at this time (ISO 8601); goes to HOME/as-of/.")
    ] = None,
    edition: Annotated[int | None, typer.Option(help="Make a closed edition's documents again, by its number.")] = None,
    agency: Agency = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Make the consolidated report of a round: DOCX, PDF, HTML, XLSX and the DuckDB file.

    Files that cannot be accepted never stop the run: they are named at the end with their reason.
    A report with returned files is done (exit 0). A closed round keeps the documents it was closed with.
    """
    phrases, known_until = _phrases(), _read_time(as_of)
    if edition is not None:
        _render_edition(round_code, edition, agency or "", home or Settings().home, output, phrases)
        return
    places = _places(home, {"inbox": inbox, "reference": reference})
    summary, left = _run_flow(round_code, places, output, known_until, None, phrases)
    if as_json:
        typer.echo(json.dumps(asdict(summary), ensure_ascii=False, indent=2))
    else:
        say = importlib.import_module("sarup.commands.run_summary").say_summary
        typer.echo("\n".join(say(summary, phrases)))
        for reason, path in left:
            typer.echo(phrases.say(f"cli.left.{reason}", path=path), err=True)
    if not summary.has_documents:
        raise UsageError(phrases.say("cli.err.plan", path=places["inbox"]))


def _run_flow(
    round_code: str,
    places: dict[str, Path],
    output: Path | None,
    known_until: datetime | None,
    closing: Any,
    phrases: Phrases,
) -> tuple[Any, list[tuple[str, str]]]:
    """Run the flow with its progress shown; return its summary and what was left in the inbox with the reason."""
    for name, value in PREFECT_DEFAULTS.items():
        os.environ.setdefault(name, value)
    pipeline = importlib.import_module("sarup.pipeline")
    pipeline.open_run(round_code, places["inbox"], places["reference"], places["home"], output, None, _now())
    with pipeline.publishing(places["home"]):
        pass  # a busy home answers now, not after Prefect's start; the flow takes the lock for itself
    importlib.import_module("sarup.validate.process").start_validator()
    with Stages(phrases) as stages:
        flow = importlib.import_module("flows.consolidated_report").consolidated_report
        summary = flow(
            round_code=round_code,
            inbox=places["inbox"],
            reference=places["reference"],
            home=places["home"],
            output=output,
            as_of=known_until,
            closing=closing,
        )
    return summary, stages.handler.left


def _render_edition(
    round_code: str, number: int, agency: str, home: Path, output: Path | None, phrases: Phrases
) -> None:
    """Make an edition's documents again and say whether they are those that were published."""
    module = importlib.import_module("sarup.commands.closing")
    target = output or home / "output" / round_code / f"edition-{number}"
    again = module.render_edition(home, round_code, number, target, phrases, agency)
    for path in again.paths:
        typer.echo(phrases.say("cli.written", path=path))
    if again.differing:
        names = ", ".join(again.differing)
        typer.echo(
            phrases.say("cli.not_same_again", edition=again.label, code=again.code_version, names=names), err=True
        )
        raise _Verdict(1)
    typer.echo(phrases.say("cli.same_again", edition=again.label))


@app.command()
def forms(
    round_code: Annotated[str | None, typer.Argument(metavar="[ROUND]", help="The round, such as 2564-6m.")] = None,
    output: Annotated[Path, typer.Option(help="Folder for the workbooks.")] = Path("forms"),
    plan: Annotated[bool, typer.Option("--plan", help="Write the plan workbook instead of divisions' forms.")] = False,
    inbox: Inbox = None,
    reference: Reference = None,
    home: Home = None,
) -> None:
    """Write one prefilled workbook a division for a round, or with --plan the plan's own workbook.

    The plan is read from the inbox (plan-*.xlsx in the planning division's folder); last round's values stand beside.
    """
    phrases = _phrases()
    if plan == (round_code is not None):
        raise UsageError(phrases.texts["cli.err.forms"])
    make = importlib.import_module("sarup.commands.forms")
    if plan and inbox is None and reference is None:
        written = make.write_empty_plan(output, phrases)
    else:
        places = _places(home, {"inbox": inbox, "reference": reference})
        open_run = importlib.import_module("sarup.pipeline").open_run
        run = open_run(round_code, places["inbox"], places["reference"], places["home"], None, None, _now())
        written = make.write_known_plan(run, output) if plan else make.write_forms(run, output)
    for path in written:
        typer.echo(phrases.say("cli.written", path=path))


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files to check; a plan among them is used.")],
    division: Annotated[str | None, typer.Option(help="Whose files they are (default: as the form says).")] = None,
    inbox: Annotated[Path | None, typer.Option(help="Folder where a plan workbook may lie.")] = None,
    reference: Reference = None,
    home: Home = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a list of files with their findings as JSON.")] = False,
) -> None:
    """Say what verdict files would get, without submitting them.

    Exit codes: 0 all accepted, 1 one is returned, 2 one is refused or quarantined. Nothing is kept or published.
    """
    phrases, root = _phrases(), home or Settings().home
    module = importlib.import_module("sarup.commands.check")
    desk = module.Desk(
        home=root,
        reference=reference or _last_place(root, "reference"),
        inbox=inbox or _last_place(root, "inbox"),
        division=division,
        checked_at=_now(),
    )
    if reference is not None and not reference.is_dir():
        raise UsageError(phrases.say("cli.err.folder", path=reference))
    checked = module.check_files(files, desk, phrases)
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in checked], ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(line for one in checked for line in module.say_checked(one, phrases)))
    raise _Verdict(max((module.EXIT_CODES[one.verdict] for one in checked), default=0))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A published report: text with tabs, DOCX or HTML.")],
    agency: Annotated[str, typer.Option(help="The agency's code in agencies.csv.")],
    round_code: Annotated[str, typer.Option("--round", help="The round it reports on, such as 2564-6m.")],
    division: Annotated[str | None, typer.Option(help="Who reviews it (default: the agency's first division).")] = None,
    output: Annotated[Path, typer.Option(help="Folder for the two workbooks.")] = Path("imported"),
    reference: Reference = None,
    home: Home = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was read and found as JSON.")] = False,
) -> None:
    """Turn an earlier published report into a plan workbook and a results workbook for people to review.

    Targets become measures with a proposed kind; what cannot be read stays empty and is named.
    """
    phrases = _phrases()
    places = _places(home, {"reference": reference})
    known = importlib.import_module("sarup.office.reference").read_reference(places["reference"])
    module = importlib.import_module("sarup.commands.import_report")
    if not file.is_file():
        raise UsageError(phrases.say("cli.err.file", path=file))
    imported = module.import_report(
        file, agency, round_code, division, output, known, phrases, _now(), places["reference"]
    )
    if as_json:
        typer.echo(json.dumps(asdict(imported), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(module.say_import(imported, phrases)))


@app.command()
def status(
    round_code: Round,
    home: Home = None,
    as_of: Annotated[
        str | None, typer.Option(help="As `sarup report --as-of` with the same time published it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print every division and version as JSON.")] = False,
) -> None:
    """Show every division of a round: expected, received, verdict, on time, versions with their hashes, editions.

    What is shown is what the last `sarup report` published.
    """
    phrases = _phrases()
    module = importlib.import_module("sarup.commands.status")
    found = module.read_status(home or Settings().home, round_code, phrases, _read_time(as_of))
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        return
    typer.echo("\n".join(module.say_status(found, phrases)))


@app.command()
def explain(
    round_code: Round,
    item: Annotated[str, typer.Argument(help="The item's code, such as 1.1.1.")],
    home: Home = None,
    as_of: Annotated[
        str | None, typer.Option(help="As `sarup report --as-of` with the same time published it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print every value with its file, sheet and cell.")] = False,
) -> None:
    """Explain an item's figures: from the printed value back to each division's cell and the plan's."""
    phrases = _phrases()
    reader, writer = (importlib.import_module(f"sarup.commands.explain.{part}") for part in ("read", "lines"))
    found = reader.explain_item(home or Settings().home, round_code, item, phrases, _read_time(as_of))
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(line for one in found for line in writer.say_explained(one, phrases)))


@app.command()
def export(
    format_name: Annotated[
        str, typer.Option("--format", help="parquet (exact), csv, or xlsx (one workbook for Excel).")
    ] = "parquet",
    output: Annotated[Path | None, typer.Option(help="Folder for the files (default: HOME/export/FORMAT).")] = None,
    home: Home = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest as JSON.")] = False,
) -> None:
    """Write all core, rollup and report tables of the published warehouse as files, the dictionary beside them.

    A CSV begins with a byte order mark, so that Excel reads its Thai; a text that a spreadsheet would take for a
    formula has an apostrophe before it. The workbook has a sheet a table, the dictionary first; its numbers have
    fifteen digits, as Excel's have. Parquet holds every value as it is.
    """
    phrases = _phrases()
    module = importlib.import_module("sarup.commands.export")
    written = module.export_tables(home or Settings().home, format_name, output, phrases)
    if as_json:
        typer.echo(json.dumps(asdict(written), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(module.say_export(written, phrases)))


Role = Annotated[str | None, typer.Option(help="Who decides, as a role and not as a name.")]
Reason = Annotated[str | None, typer.Option(help="Why; printed in the report's notes.")]
Until = Annotated[str | None, typer.Option(help="Last day (2021-04-30) on which a file it covers may have come.")]
Undo = Annotated[bool, typer.Option("--undo", help="Take the same decision back; the journal keeps both.")]


@app.command()
def close(
    round_code: Round,
    role: Role = None,
    reason: Reason = None,
    agency: Agency = None,
    undo: Undo = False,
    inbox: Inbox = None,
    reference: Reference = None,
    home: Home = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Close an agency's round: freeze its data, documents and hashes as an edition; again, as a corrected edition.

    What comes afterwards is kept and answered, and enters the next edition, which lists what it changed. Reports of
    other rounds and agencies go on. --undo opens the round again; no edition is ever deleted.
    """
    phrases, root = _phrases(), home or Settings().home
    ground = _ground(role, reason, None, agency)
    label = importlib.import_module("sarup.render.content.edition_labels").edition_label
    if undo:
        edition, previous = importlib.import_module("sarup.commands.closing").reopen_round(
            root, round_code, ground, phrases
        )
        gone = label(edition.number, phrases)
        if previous:
            again = label(previous.number, phrases)
            typer.echo(phrases.say("cli.back_to", round=round_code, edition=gone, previous=again))
        else:
            typer.echo(phrases.say("cli.reopened", round=round_code, edition=gone))
        return
    places = _places(home, {"inbox": inbox, "reference": reference})
    known = importlib.import_module("sarup.office.reference").read_reference(places["reference"])
    whose = importlib.import_module("sarup.commands.deciding").whose_agency(known, agency or "", phrases)
    ground = _ground(role, reason, None, whose)
    summary, _left = _run_flow(round_code, places, None, None, ground, phrases)
    if as_json:
        typer.echo(json.dumps(asdict(summary), ensure_ascii=False, indent=2))
        return
    say = importlib.import_module("sarup.commands.run_summary").say_summary
    typer.echo("\n".join(say(summary, phrases)))
    folder = importlib.import_module("sarup.record.editions").edition_folder(
        root, whose, round_code, summary.edition_no
    )
    typer.echo(phrases.say("cli.closed", round=round_code, edition=label(summary.edition_no, phrases), path=folder))


@app.command()
def withdraw(
    submission: Annotated[str, typer.Argument(help="Its submission_id, or the first letters of its hash.")],
    role: Role = None,
    reason: Reason = None,
    until: Annotated[str | None, typer.Option(help="The day by which a new file should come.")] = None,
    undo: Undo = False,
    home: Home = None,
) -> None:
    """Withdraw a file: it no longer counts, the accepted one before it does again. Nothing is deleted."""
    phrases = _phrases()
    module = importlib.import_module("sarup.commands.deciding")
    ground = _ground(role, reason, until)
    name = module.withdraw(home or Settings().home, submission, ground, phrases, undo)
    typer.echo(phrases.say("cli.restored" if undo else "cli.withdrawn", name=name))


@app.command()
def waive(
    rule: Annotated[str | None, typer.Argument(help="The rule's code, such as R12; none lists the waivers.")] = None,
    round_code: Annotated[str | None, typer.Option("--round", help="The round, such as 2564-6m.")] = None,
    division: Annotated[str | None, typer.Option(help="Only for this division.")] = None,
    item: Annotated[str | None, typer.Option(help="Only for this item, such as 1.1.1.")] = None,
    agency: Agency = None,
    role: Role = None,
    reason: Reason = None,
    until: Until = None,
    undo: Undo = False,
    reference: Reference = None,
    home: Home = None,
) -> None:
    """Waive a rule: what it finds no longer returns a file that came by --until. Without a rule, list the waivers."""
    phrases, root = _phrases(), home or Settings().home
    module = importlib.import_module("sarup.commands.deciding")
    if rule is None:
        held = module.waivers(root)
        for one in held:
            typer.echo(f"{one.number} {' '.join(one.target.values())} {one.until_on} {one.role}: {one.reason}")
        if not held:
            typer.echo(phrases.texts["cli.no_waivers"])
        return
    needed = {"--round": round_code, "--until": until}
    if not undo and not all(needed.values()):
        raise UsageError(phrases.say("cli.err.need", options=" ".join(k for k, v in needed.items() if not v)))
    places = _places(home, {"reference": reference})
    known = importlib.import_module("sarup.office.reference").read_reference(places["reference"])
    target = {"rule": rule, "round_code": round_code, "division_code": division, "item_code": item}
    ground = _ground(role, reason, until, agency)
    module.waive(root, {k: v or "" for k, v in target.items()}, ground, known, phrases, undo)
    typer.echo(phrases.say("cli.unwaived" if undo else "cli.waived", rule=rule, until=until or ""))


def _ground(role: str | None, reason: str | None, until: str | None, agency: str | None = None) -> Any:
    """Return who decides and why. Raises UsageError for what is missing and for a date that is none."""
    needed = {"--role": role, "--reason": reason}
    if not all(needed.values()):
        missing = " ".join(name for name, value in needed.items() if not value)
        raise UsageError(_phrases().say("cli.err.need", options=missing))
    try:
        day = date.fromisoformat(until) if until else None
    except ValueError as error:
        raise UsageError(_phrases().say("cli.err.date", x=until)) from error
    return importlib.import_module("sarup.commands.deciding").Ground(role, reason, day, _now(), agency or "")


class _Verdict(SystemExit):
    """The end of a check: its code speaks of the files and not of how the command was used."""


def main() -> None:
    """Run the command line; every way out has its exit code and says in Thai what to do."""
    try:
        app()
    except _Verdict:
        raise
    except SystemExit as ending:
        sys.exit(EXIT_USAGE if ending.code == TYPER_USAGE else ending.code)
    except UsageError as error:
        _fail(str(error), EXIT_USAGE)
    except BrokenEditionError as error:
        _fail(_phrases().say("cli.err.broken_edition", path=error), EXIT_INTERNAL)
    except BusyError:
        _fail(_phrases().texts["cli.err.busy"], EXIT_BUSY)
    except Exception:
        traceback.print_exc()
        _fail(_phrases().texts["cli.err.internal"], EXIT_INTERNAL)


def run_as_program() -> None:
    """Run as `sarup`: end the process as soon as everything registered for its end has run.

    Prefect's threads outlive the flow and hold objects of DuckDB's binding, which then prints pages of leak warnings
    while the interpreter is torn down; leaving before the teardown keeps the terminal to what people should read.
    """
    ending = 0
    atexit.register(lambda: os._exit(ending))
    try:
        main()
    except SystemExit as leaving:
        ending = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        sys.stdout.flush()
        sys.stderr.flush()


def _fail(message: str, code: int) -> NoReturn:
    Console(stderr=True, highlight=False, soft_wrap=True).print(message, style="bold red", markup=False)
    sys.exit(code)


def _phrases() -> Phrases:
    return load_phrases(asset_path("templates/phrases.yaml"))


def _places(home: Path | None, given: dict[str, Path | None]) -> dict[str, Path]:
    """Return home and the folders, each as given or as last used. Raises UsageError for one nobody ever named."""
    root = home or Settings().home
    places = {"home": root}
    for name, path in given.items():
        known = path or _last_place(root, name)
        if known is None:
            raise UsageError(_phrases().say("cli.err.place", option=f"--{name}"))
        places[name] = known
    return places


def _last_place(home: Path, name: str) -> Path | None:
    if not (home / "journal.sqlite").exists():
        return None
    with importlib.import_module("sarup.record.journal").Journal(home / "journal.sqlite") as journal:
        place: Path | None = journal.last_place(name)
        return place


def _read_time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(_phrases().say("cli.err.time", x=text)) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)


def _now() -> datetime:
    return datetime.now(BANGKOK)
