"""`sarup init`, `doctor`, `backup`, `restore`, `verify`, `prune`: an office's Sarup begun and looked after."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from sarup.cli.options import Home, Inbox, Reference, Verdict, now, print_json
from sarup.commands.places import known_place
from sarup.errors import UsageError
from sarup.phrases import Phrases, known_phrases
from sarup.settings import Settings

TO_MEND = 1


def init(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Folder of the office, new or empty.")] = Path(
        "office"
    ),
    agency_name: Annotated[str | None, typer.Option(help="The agency's name, as documents print it.")] = None,
    agency_code: Annotated[str | None, typer.Option(help="A short code for it, such as tpso.")] = None,
    agency_short: Annotated[str | None, typer.Option(help="Its abbreviation, such as สนค.")] = None,
    division: Annotated[
        list[str] | None,
        typer.Option(help="A division as code=name, once for each; the first puts the report together."),
    ] = None,
    year: Annotated[int | None, typer.Option(help="The fiscal year (B.E.) to begin with, such as 2569.")] = None,
) -> None:
    """Make a new office's folders: inbox, reference, home and settings, with examples of all that may be added.

    Asks for what no option tells. A folder that holds anything is left as it is.
    """
    from sarup.commands.init import OfficeToBe, make_office

    phrases = known_phrases()
    asked = _Asked(phrases, {"--agency-name": agency_name, "--agency-code": agency_code, "--division": division})
    office = OfficeToBe(
        agency_name=agency_name or asked.text("agency_name"),
        agency_short=agency_short if agency_short is not None else asked.optional("agency_short"),
        agency_code=agency_code or asked.text("agency_code"),
        divisions=tuple(_read_division(one, phrases) for one in division or asked.divisions()),
        fiscal_year_be=year or asked.year(),
    )
    for path in make_office(folder, office, phrases):
        typer.echo(phrases.say("cli.written", path=path))
    planning, code = office.divisions[0][0], f"{office.fiscal_year_be}-6m"
    typer.echo(phrases.say("init.next", folder=folder, planning=planning, round=code))


def doctor(
    inbox: Inbox = None,
    reference: Reference = None,
    home: Home = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print every check as JSON.")] = False,
) -> None:
    """Look at everything an office's Sarup needs: folders, disk, clock, versions, Prefect, mail, journal, last run.

    Exit codes: 0 nothing must be mended, 1 something must. Each thing comes with its remedy.
    """
    from sarup.commands.doctor.check import Patient, State
    from sarup.commands.doctor.examine import examine, say_checks

    settings, phrases = Settings(), known_phrases()
    root = home or settings.home
    checks = examine(
        Patient(
            home=root,
            inbox=inbox or known_place(root, "inbox"),
            reference=reference or known_place(root, "reference"),
            settings=settings,
            seen_at=now(),
            phrases=phrases,
        )
    )
    if as_json:
        print_json([asdict(one) for one in checks])
    else:
        typer.echo("\n".join(say_checks(checks, phrases)))
    raise Verdict(TO_MEND if any(one.state == State.FAIL for one in checks) else 0)


def backup(
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="A new file, or a folder to write one into.")],
    home: Home = None,
) -> None:
    """Pack what cannot be computed again as one file: archive, journal, editions, reference folder, settings.

    A run may be at work meanwhile. Where a file is not what it should be, nothing is written: `sarup verify` names it.
    """
    from sarup.commands.backup import make_backup

    phrases = known_phrases()
    path, packed = make_backup(_known_home(home, phrases), target, now(), phrases)
    size = phrases.number(f"{packed.byte_count:,}")
    typer.echo(phrases.say("backup.done", path=path, n=phrases.number(len(packed.files)), bytes=size))


def restore(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="A file that `sarup backup` wrote.")],
    home: Annotated[Path, typer.Option(help="The new home: a folder that is not there yet, or empty.")],
) -> None:
    """Make a new home of a backup. Every hash is looked at before anything is put in place.

    The reference folder and an empty inbox lie in the home; reports are then made of the archive, the same bytes.
    """
    from sarup.commands.backup import restore as restore_home

    phrases = known_phrases()
    unpacked = restore_home(source, home, phrases)
    n = phrases.number(len(unpacked.files))
    typer.echo(phrases.say("restore.done", home=home, n=n, made_by=unpacked.made_by))


def verify(
    home: Home = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print every fault as JSON.")] = False,
) -> None:
    """Hold archive, journal, editions, published file and documents of closed rounds against their hashes.

    Exit codes: 0 all is as it was kept, 1 something is not. Nothing is mended: each fault says what to do.
    """
    from sarup.commands.verify import say_damage
    from sarup.commands.verify import verify as verify_home

    phrases = known_phrases()
    found = verify_home(_known_home(home, phrases))
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        typer.echo("\n".join(say_damage(found, phrases)))
    raise Verdict(TO_MEND if found else 0)


def prune(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    home: Home = None,
) -> None:
    """Remove looks into the past and letters older than the settings keep them (as_of_days, outbox_days).

    Archive, journal, editions, database and documents are never touched.
    """
    from sarup.commands.prune import prune as prune_home
    from sarup.commands.prune import say_pruned

    phrases = known_phrases()
    gone = prune_home(_known_home(home, phrases), Settings(), now(), dry_run)
    typer.echo("\n".join(say_pruned(gone, dry_run, phrases)))


def _known_home(home: Path | None, phrases: Phrases) -> Path:
    root = home or Settings().home
    if not root.is_dir():
        raise UsageError(phrases.say("cli.err.folder", path=root))
    return root


def _read_division(text: str, phrases: Phrases) -> tuple[str, str]:
    code, _, name = (part.strip() for part in text.partition("="))
    if not code or not name:
        raise UsageError(phrases.say("init.division", x=text))
    return code, name


class _Asked:
    """What a person is asked for; where nobody sits at a terminal, what is missing is told by its options."""

    def __init__(self, phrases: Phrases, needed: dict[str, object]) -> None:
        self.phrases = phrases
        self.is_anybody = sys.stdin.isatty()
        missing = [name for name, value in needed.items() if not value]
        if missing and not self.is_anybody:
            raise UsageError(phrases.say("cli.err.need", options=" ".join(missing)))

    def text(self, key: str) -> str:
        """Return an answer that is not empty."""
        return str(typer.prompt(self.phrases.texts[f"init.ask.{key}"])).strip()

    def optional(self, key: str) -> str:
        """Return an answer that may be empty."""
        if not self.is_anybody:
            return ""
        return str(typer.prompt(self.phrases.texts[f"init.ask.{key}"], default="", show_default=False)).strip()

    def divisions(self) -> list[str]:
        """Return one line a division, until an empty one."""
        lines = [self.text("division")]
        while line := self.optional("next_division"):
            lines.append(line)
        return lines

    def year(self) -> int:
        """Return the fiscal year: today's unless another is typed."""
        from sarup.thai.dates import ERA_OFFSET

        today = now().date()
        this_year = today.year + ERA_OFFSET + (today.month >= 10)
        if not self.is_anybody:
            return this_year
        return int(typer.prompt(self.phrases.texts["init.ask.year"], default=this_year, type=int))
