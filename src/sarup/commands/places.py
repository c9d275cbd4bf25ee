"""Where a home's inbox and reference folder are, for whom nobody told."""

from pathlib import Path

from sarup.errors import UsageError
from sarup.phrases import known_phrases
from sarup.settings import Settings


def find_places(home: Path | None, given: dict[str, Path | None]) -> dict[str, Path]:
    """Return home and the folders, each as given, as set up or as last used.

    Raises UsageError for one nobody ever named.
    """
    root = home or Settings().home
    places = {"home": root}
    for name, path in given.items():
        known = path or known_place(root, name)
        if known is None:
            raise UsageError(known_phrases().say("cli.err.place", option=f"--{name}"))
        places[name] = known
    return places


def known_place(home: Path, name: str) -> Path | None:
    """Return the folder ("inbox" or "reference") as set up, or as a home used it last; None for one it never used."""
    settings = Settings()
    set_up = {"inbox": settings.inbox, "reference": settings.reference}[name]
    if set_up is not None or not (home / "journal.sqlite").exists():
        return set_up
    from sarup.record.journal import Journal  # a home that is new needs none

    with Journal(home / "journal.sqlite") as journal:
        return journal.last_place(name)
