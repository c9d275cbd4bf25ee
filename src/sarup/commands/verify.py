"""`sarup verify`: is everything that a home keeps and publishes still what it was?"""

from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import duckdb

from sarup.errors import BrokenEditionError
from sarup.phrases import Phrases
from sarup.record.damage import Damage, Damaged, find_damage
from sarup.record.editions import DOCUMENTS, editions_in_force, read_manifest
from sarup.record.journal import Journal
from sarup.record.journal_file import JOURNAL
from sarup.warehouse_file import WAREHOUSE, log_of, open_warehouse

TABLES = "select schema_name || '.\"' || table_name || '\"' from duckdb_tables() order by 1"
SUBMISSIONS = "select sha256, division_code, file_name from core.submission order by all"


def verify(home: Path) -> list[Damaged]:
    """Return every fault: of journal, archive and editions, of the published file, of documents of closed rounds.

    The published file is read whole, and knows no submission that the journal does not know.
    """
    found = find_damage(home)
    is_sound = not any(one.damage in (Damage.JOURNAL_MISSING, Damage.JOURNAL_BROKEN) for one in found)
    found += _published_damage(home, is_sound)
    if is_sound:
        found += _document_damage(home)
    return found


def say_damage(found: list[Damaged], phrases: Phrases) -> list[str]:
    """Return a line a fault, with what to do about it; or the one line that all is well."""
    if not found:
        return [phrases.texts["verify.sound"]]
    lines = [phrases.say(f"verify.{one.damage}", path=one.path, detail=one.detail) for one in found]
    return [*lines, phrases.say("verify.count", n=phrases.number(len(lines)))]


def _published_damage(home: Path, has_journal: bool) -> Iterator[Damaged]:
    path = home / WAREHOUSE
    if not path.is_file():
        return
    if log_of(path).exists():
        yield Damaged(Damage.PUBLISHED_WRITTEN, WAREHOUSE)
        return
    try:
        with closing(open_warehouse(path, read_only=True)) as connection:
            for (table,) in connection.execute(TABLES).fetchall():
                connection.execute(f"select bit_xor(hash(t)) from {table} as t").fetchone()
            published = connection.execute(SUBMISSIONS).fetchall()
    except duckdb.Error as error:
        yield Damaged(Damage.PUBLISHED_UNREADABLE, WAREHOUSE, str(error).splitlines()[0])
        return
    if has_journal:
        with Journal(home / JOURNAL) as journal:
            known = {(one.sha256, one.division_code) for one in journal.arrivals()}
        for digest, division, name in published:
            if (digest, division) not in known:
                yield Damaged(Damage.PUBLISHED_UNKNOWN, WAREHOUSE, f"{division}/{name}")


def _document_damage(home: Path) -> Iterator[Damaged]:
    """Yield the documents of closed rounds in the output folder that are not those of their editions."""
    with Journal(home / JOURNAL) as journal:
        held = editions_in_force(journal.decisions())
    for edition in held.values():
        try:
            manifest = read_manifest(edition, home)
        except BrokenEditionError:  # told already
            continue
        for entry in manifest.files:
            place = home / "output" / edition.round_code / Path(entry.path).name
            is_there = entry.path.startswith(f"{DOCUMENTS}/") and place.is_file()
            if is_there and sha256(place.read_bytes()).hexdigest() != entry.sha256:
                yield Damaged(Damage.DOCUMENT_ALTERED, place.relative_to(home).as_posix())
