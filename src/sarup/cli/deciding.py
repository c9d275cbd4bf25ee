"""`sarup withdraw` and `sarup waive`: what the planning office decides."""

from typing import Annotated

import typer

from sarup.cli.options import Agency, Home, Reason, Reference, Role, Undo, Until, read_reason
from sarup.commands.places import find_places
from sarup.errors import UsageError
from sarup.phrases import known_phrases
from sarup.settings import Settings


def withdraw(
    submission: Annotated[str, typer.Argument(help="Its submission_id, or the first letters of its hash.")],
    role: Role = None,
    reason: Reason = None,
    until: Annotated[str | None, typer.Option(help="The day by which a new file should come.")] = None,
    undo: Undo = False,
    home: Home = None,
) -> None:
    """Withdraw a file: it no longer counts, the accepted one before it does again. Nothing is deleted."""
    from sarup.commands.deciding import withdraw as withdraw_submission

    phrases = known_phrases()
    why = read_reason(role, reason, until)
    name = withdraw_submission(home or Settings().home, submission, why, phrases, undo)
    typer.echo(phrases.say("cli.restored" if undo else "cli.withdrawn", name=name))


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
    from sarup.commands.deciding import waive as waive_rule
    from sarup.commands.deciding import waivers
    from sarup.gather.reference_folder import read_reference

    phrases, root = known_phrases(), home or Settings().home
    if rule is None:
        held = waivers(root)
        for one in held:
            typer.echo(f"{one.number} {' '.join(one.target.values())} {one.until_on} {one.role}: {one.reason}")
        if not held:
            typer.echo(phrases.texts["cli.no_waivers"])
        return
    needed = {"--round": round_code, "--until": until}
    if not undo and not all(needed.values()):
        raise UsageError(phrases.say("cli.err.need", options=" ".join(k for k, v in needed.items() if not v)))
    places = find_places(home, {"reference": reference})
    known = read_reference(places["reference"])
    target = {"rule": rule, "round_code": round_code, "division_code": division, "item_code": item}
    why = read_reason(role, reason, until, agency)
    waive_rule(root, {k: v or "" for k, v in target.items()}, why, known, phrases, undo)
    typer.echo(phrases.say("cli.unwaived" if undo else "cli.waived", rule=rule, until=until or ""))
