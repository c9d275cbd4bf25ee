"""`sarup check`, `status`, `explain`, `export`: commands that change nothing."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from sarup.cli.options import Home, Reference, Round, Verdict, now, print_json, read_time
from sarup.commands.places import known_place
from sarup.errors import UsageError
from sarup.phrases import known_phrases
from sarup.settings import Settings


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
    from sarup.commands.check import EXIT_CODES, CheckInputs, check_files, say_checked

    phrases, root = known_phrases(), home or Settings().home
    inputs = CheckInputs(
        home=root,
        reference=reference or known_place(root, "reference"),
        inbox=inbox or known_place(root, "inbox"),
        division=division,
        checked_at=now(),
    )
    if reference is not None and not reference.is_dir():
        raise UsageError(phrases.say("cli.err.folder", path=reference))
    checked = check_files(files, inputs, phrases)
    if as_json:
        print_json([asdict(one) for one in checked])
    else:
        typer.echo("\n".join(line for one in checked for line in say_checked(one, phrases)))
    raise Verdict(max((EXIT_CODES[one.verdict] for one in checked), default=0))


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
    from sarup.commands.status import read_status, say_status

    phrases = known_phrases()
    found = read_status(home or Settings().home, round_code, phrases, read_time(as_of))
    if as_json:
        print_json(asdict(found))
        return
    typer.echo("\n".join(say_status(found, phrases)))


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
    from sarup.commands.explain.lines import say_explained
    from sarup.commands.explain.read import explain_item

    phrases = known_phrases()
    found = explain_item(home or Settings().home, round_code, item, phrases, read_time(as_of))
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        typer.echo("\n".join(line for one in found for line in say_explained(one, phrases)))


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
    from sarup.commands.export import export_tables, say_export

    phrases = known_phrases()
    written = export_tables(home or Settings().home, format_name, output, phrases)
    if as_json:
        print_json(asdict(written))
    else:
        typer.echo("\n".join(say_export(written, phrases)))
