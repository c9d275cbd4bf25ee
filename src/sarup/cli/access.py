"""`sarup access`: personal links to the page."""

from typing import Annotated

import typer

from sarup.cli.options import Agency, Home, Reference, now
from sarup.cli.serving import page_url
from sarup.codes import AccessRole
from sarup.commands.places import find_places
from sarup.phrases import known_phrases
from sarup.settings import Settings

access = typer.Typer(no_args_is_help=True, help="Personal links to the page: who may open it, and how long.")


@access.command("add")
def add(
    role: Annotated[AccessRole, typer.Argument(help="Whom the link is for.")],
    division: Annotated[str, typer.Option(help="A focal point's division.")] = "",
    position: Annotated[str, typer.Option(help="Their position, never a name; stands in what they decide.")] = "",
    days: Annotated[int, typer.Option(min=1, max=400, help="How long the link opens the page.")] = 180,
    agency: Agency = None,
    reference: Reference = None,
    home: Home = None,
) -> None:
    """Make a link for one person. It is shown once: hand it on by a way that only they can read."""
    from sarup.commands.access import Asked, add_access, link_of, say_access
    from sarup.gather.reference_folder import read_reference

    phrases, settings = known_phrases(), Settings()
    places = find_places(home, {"reference": reference})
    asked = Asked(role, position, division, agency or "", days)
    one, token = add_access(places["home"], asked, read_reference(places["reference"]), now(), phrases)
    typer.echo(say_access(one, now(), phrases))
    typer.echo(link_of(page_url(settings), token))


@access.command("list")
def list_(home: Home = None) -> None:
    """List all links: whom they are for, and until when; no link is ever shown again."""
    from sarup.commands.access import list_access, say_access

    phrases = known_phrases()
    found = list_access(home or Settings().home)
    for one in found:
        typer.echo(say_access(one, now(), phrases))
    if not found:
        typer.echo(phrases.texts["access.none"])


@access.command("revoke")
def revoke(
    number: Annotated[int, typer.Argument(help="The link's number, as the list shows it.")],
    reason: Annotated[str, typer.Option(help="Why it is taken back.")] = "",
    home: Home = None,
) -> None:
    """Take a link back: it opens nothing any more, and whoever is on the page is sent away at the next step."""
    from sarup.commands.access import revoke_access

    phrases = known_phrases()
    one = revoke_access(home or Settings().home, number, reason, now(), phrases)
    typer.echo(phrases.say("access.revoked", n=one.number))
