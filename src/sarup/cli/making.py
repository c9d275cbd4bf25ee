"""`sarup forms` and `sarup import`: commands that write workbooks."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from sarup.cli.options import Home, Inbox, Reference, now, print_json
from sarup.codes import Layout
from sarup.commands.places import find_places
from sarup.errors import UsageError
from sarup.phrases import known_phrases


def forms(
    round_code: Annotated[str | None, typer.Argument(metavar="[ROUND]", help="The round, such as 2564-6m.")] = None,
    output: Annotated[Path, typer.Option(help="Folder for the workbooks.")] = Path("forms"),
    plan: Annotated[bool, typer.Option("--plan", help="Write the plan workbook instead of divisions' forms.")] = False,
    layout: Annotated[Layout, typer.Option(help="One card an item, or one row a measure.")] = Layout.TABLE,
    inbox: Inbox = None,
    reference: Reference = None,
    home: Home = None,
) -> None:
    """Write one prefilled workbook a division for a round, or with --plan the plan's own workbook.

    The plan is read from the inbox, whatever its file is called; last round's values stand beside. With --layout card
    an item is a card, read from top to bottom and printed on paper; whichever layout comes back is read.
    """
    from sarup.commands import forms as writing
    from sarup.pipeline import open_run

    phrases = known_phrases()
    if plan == (round_code is not None):
        raise UsageError(phrases.texts["cli.err.forms"])
    if plan and inbox is None and reference is None:
        written = writing.write_empty_plan(output, phrases)
    else:
        places = find_places(home, {"inbox": inbox, "reference": reference})
        run = open_run(round_code, places["inbox"], places["reference"], places["home"], None, None, now())
        written = writing.write_known_plan(run, output) if plan else writing.write_forms(run, output, layout)
    for path in written.paths:
        typer.echo(phrases.say("cli.written", path=path))
    for line in written.notes:
        typer.echo(line, err=True)


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
    from sarup.commands.import_report import import_report, say_import
    from sarup.gather.reference_folder import read_reference

    phrases = known_phrases()
    places = find_places(home, {"reference": reference})
    known = read_reference(places["reference"])
    if not file.is_file():
        raise UsageError(phrases.say("cli.err.file", path=file))
    imported = import_report(file, agency, round_code, division, output, known, phrases, now())
    if as_json:
        print_json(asdict(imported))
    else:
        typer.echo("\n".join(say_import(imported, phrases)))
