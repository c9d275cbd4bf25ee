"""`sarup report` and `sarup close`: the flow, with its progress shown."""

import importlib
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sarup.cli.options import (
    Agency,
    Home,
    Inbox,
    Reason,
    Reference,
    Role,
    Round,
    Undo,
    Verdict,
    now,
    print_json,
    read_reason,
    read_time,
)
from sarup.cli.progress import Stages
from sarup.codes import Level
from sarup.commands.places import find_places
from sarup.errors import UsageError
from sarup.office.document_choice import ALL_AGENCIES, DocumentChoice
from sarup.phrases import Phrases, known_phrases
from sarup.record.decisions import DecisionReason
from sarup.settings import Settings

if TYPE_CHECKING:
    from sarup.commands.run_summary import RunSummary


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
    agency: Annotated[
        list[str] | None, typer.Option(help="Make the documents of this agency alone; may be given again for others.")
    ] = None,
    level: Annotated[
        list[Level] | None,
        typer.Option(help="Make the agencies' (default), the ministries' or the nation's documents; may be repeated."),
    ] = None,
    no_documents: Annotated[bool, typer.Option("--no-documents", help="Make no document.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Make the consolidated report of a round: DOCX, PDF, HTML, XLSX and the DuckDB file.

    Files that cannot be accepted never stop the run: they are named at the end with their reason.
    A report with returned files is done (exit 0). A closed round keeps the documents it was closed with, and an agency
    of which nothing has changed those it has.
    """
    from sarup.commands.run_summary import say_summary

    phrases, known_until = known_phrases(), read_time(as_of)
    if edition is not None:
        _render_edition(round_code, edition, _only_one(agency, phrases), home or Settings().home, output, phrases)
        return
    choice = _choose(level, agency, no_documents, phrases)
    places = find_places(home, {"inbox": inbox, "reference": reference})
    summary, left = run_flow(round_code, places, output, known_until, None, phrases, choice)
    if as_json:
        print_json(asdict(summary))
    else:
        typer.echo("\n".join(say_summary(summary, phrases)))
        for reason, path in left:
            typer.echo(phrases.say(f"cli.left.{reason}", path=path), err=True)
    if not summary.has_plans:
        raise UsageError(phrases.say("cli.err.plan", path=places["inbox"]))


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
    from sarup.commands.closing import reopen_round
    from sarup.commands.run_summary import say_summary
    from sarup.gather.reference_folder import read_reference
    from sarup.office.reference import whose_agency
    from sarup.record.editions import edition_folder
    from sarup.render.content.edition_labels import edition_label

    phrases, root = known_phrases(), home or Settings().home
    why = read_reason(role, reason, None, agency)
    if undo:
        edition, previous = reopen_round(root, round_code, why, phrases)
        gone = edition_label(edition.number, phrases)
        if previous:
            again = edition_label(previous.number, phrases)
            typer.echo(phrases.say("cli.back_to", round=round_code, edition=gone, previous=again))
        else:
            typer.echo(phrases.say("cli.reopened", round=round_code, edition=gone))
        return
    places = find_places(home, {"inbox": inbox, "reference": reference})
    known = read_reference(places["reference"])
    whose = whose_agency(known, agency or "", phrases)
    why = read_reason(role, reason, None, whose)
    summary, _left = run_flow(round_code, places, None, None, why, phrases)
    if as_json:
        print_json(asdict(summary))
        return
    typer.echo("\n".join(say_summary(summary, phrases)))
    number = summary.edition_no
    assert number is not None  # a closing that was not refused ends with its edition
    folder = edition_folder(root, whose, round_code, number)
    typer.echo(phrases.say("cli.closed", round=round_code, edition=edition_label(number, phrases), path=folder))


def _choose(
    levels: list[Level] | None, agencies: list[str] | None, no_documents: bool, phrases: Phrases
) -> DocumentChoice:
    """Return whose documents are asked for. Raises UsageError where some and none are."""
    if no_documents and (levels or agencies):
        raise UsageError(phrases.texts["cli.err.no_documents"])
    chosen = () if no_documents else tuple(dict.fromkeys(levels or [Level.AGENCY]))
    return DocumentChoice(chosen, tuple(dict.fromkeys(agencies or [])))


def _only_one(agencies: list[str] | None, phrases: Phrases) -> str:
    """Return the agency whose edition is meant, if one is named. Raises UsageError for several."""
    if agencies and len(agencies) > 1:
        raise UsageError(phrases.say("cli.err.whose", known=", ".join(agencies)))
    return "".join(agencies or [])


def run_flow(
    round_code: str,
    places: dict[str, Path],
    output: Path | None,
    known_until: datetime | None,
    closing: DecisionReason | None,
    phrases: Phrases,
    choice: DocumentChoice = ALL_AGENCIES,
) -> "tuple[RunSummary, list[tuple[str, str]]]":
    """Run the flow with its progress shown; return its summary and what was left in the inbox with the reason."""

    def tell_dead(url: str) -> None:
        """Say on the error stream which named server does not answer, and the remedy."""
        typer.echo(phrases.say("cli.dead_server", url=url), err=True)

    server = importlib.import_module("flows.server").server_of_a_run(places["home"], tell_dead)
    with server as wait_for_server:  # it takes seconds to start, beside all that is imported from here on
        from sarup.judging.process import start_process
        from sarup.pipeline import has_news, open_run
        from sarup.warehouse_file import publishing

        folders = (places["inbox"], places["reference"], places["home"], output)
        run = open_run(round_code, *folders, known_until, now(), choice=choice)
        if has_news(run):
            start_process()  # Great Expectations takes seconds too
        with publishing(places["home"]):
            pass  # a busy home answers now, not after Prefect's start; the flow takes the lock for itself
        return _run(round_code, places, output, known_until, closing, phrases, choice, wait_for_server)


def _run(
    round_code: str,
    places: dict[str, Path],
    output: Path | None,
    known_until: datetime | None,
    closing: DecisionReason | None,
    phrases: Phrases,
    choice: DocumentChoice,
    wait_for_server: Callable[[], None],
) -> "tuple[RunSummary, list[tuple[str, str]]]":
    from sarup.pipeline import load_libraries

    with Stages(phrases) as stages:
        load_libraries()
        flow = importlib.import_module("flows.consolidated_report").run_at_hand
        wait_for_server()
        summary: RunSummary = flow(
            round_code=round_code,
            inbox=places["inbox"],
            reference=places["reference"],
            home=places["home"],
            output=output,
            as_of=known_until,
            closing=closing,
            choice=choice,
        )
    for path, name in stages.handler.aside:
        typer.echo(phrases.say("cli.aside" if name else "cli.aside.kept", path=path, name=name), err=True)
    return summary, stages.handler.left


def _render_edition(
    round_code: str, number: int, agency: str, home: Path, output: Path | None, phrases: Phrases
) -> None:
    """Make an edition's documents again and say whether they are those that were published."""
    from sarup.commands.closing import render_edition

    target = output or home / "output" / round_code / f"edition-{number}"
    again = render_edition(home, round_code, number, target, phrases, agency)
    for path in again.paths:
        typer.echo(phrases.say("cli.written", path=path))
    if again.differing:
        names = ", ".join(again.differing)
        typer.echo(
            phrases.say("cli.not_same_again", edition=again.label, code=again.code_version, names=names), err=True
        )
        raise Verdict(1)
    typer.echo(phrases.say("cli.same_again", edition=again.label))
