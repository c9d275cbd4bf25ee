"""`sarup backup` and `sarup restore`: what cannot be computed again, packed as one file and put into a new home."""

from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from sarup.commands.places import known_place
from sarup.errors import BrokenBackupError, UsageError
from sarup.gather.inbox import RECEIPTS
from sarup.phrases import Phrases
from sarup.record.archive import Archive
from sarup.record.backup import REFERENCE, SETTINGS, Backup, pack, unpack
from sarup.record.damage import ARCHIVE, EDITIONS, find_damage
from sarup.record.journal import Journal
from sarup.record.journal_file import JOURNAL, read_state
from sarup.settings import settings_file
from sarup.system import make_home, remove_file, remove_tree, replace_file, sync_folder
from sarup.thai.times import BANGKOK

INBOX, UNFINISHED = "inbox", ".unfinished-restore"
# What a restored home has beside its journal.
PLACES = (ARCHIVE, EDITIONS, REFERENCE, INBOX, SETTINGS)


def make_backup(home: Path, target: Path, made_at: datetime, phrases: Phrases) -> tuple[Path, Backup]:
    """Pack a home, its reference folder and its settings; return the file written and what is in it.

    A run may be at work meanwhile. `target` is a file that is not there yet, or a folder, in which the file is named by
    the time.

    Raises UsageError for a home without a journal and for a target that cannot be, BrokenArchiveError or
    BrokenEditionError where something in the home is not what it should be.
    """
    journal = home / JOURNAL
    fault = read_state(journal, is_thorough=True).fault if journal.is_file() else JOURNAL
    if fault:
        raise UsageError(phrases.say("backup.no_journal", home=home, fault=fault))
    if target.is_dir():
        target /= f"sarup-{made_at.astimezone(BANGKOK):%Y%m%dT%H%M%S}.tar"
    if target.exists():
        raise UsageError(phrases.say("backup.exists", path=target))
    if not target.parent.is_dir():
        raise UsageError(phrases.say("cli.err.folder", path=target.parent))
    beside = {f"{REFERENCE}/{name}": data for name, data in _reference_files(home, made_at).items()}
    if file := settings_file():
        beside[SETTINGS] = file.read_bytes()
    return target, pack(home, beside, target, f"sarup {version('sarup')}")


def restore(source: Path, home: Path, phrases: Phrases) -> Backup:
    """Unpack a backup as a new home, with its reference folder and an empty inbox in it; return what it holds.

    Every hash is looked at before anything is put in place. Raises UsageError for a home that holds anything, and for a
    file that is no whole backup.
    """
    if not source.is_file():
        raise UsageError(phrases.say("cli.err.file", path=source))
    target = home.resolve()
    was_there, unfinished = target.exists(), target / UNFINISHED
    _clear_half(target)
    if was_there and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(phrases.say("restore.not_empty", home=home))
    make_home(target)
    unfinished.mkdir()
    try:
        backup = unpack(source, unfinished)
        if damaged := find_damage(unfinished):
            raise BrokenBackupError(damaged[0].path)
        _settle(unfinished, target)
        for path in sorted(unfinished.iterdir(), key=lambda path: path.name == JOURNAL):  # with it, it is a home
            replace_file(path, target / path.name)
        for folder in (target, target.parent):
            sync_folder(folder)
        return backup
    except BrokenBackupError as error:
        raise UsageError(phrases.say("restore.broken", path=source, part=error)) from error
    finally:
        _clear_half(target)
        if not was_there and not any(target.iterdir()):
            target.rmdir()


def _clear_half(home: Path) -> None:
    """Take away what a restore left that failed or was killed: all but a home that has its journal.

    Where it began, the folder was empty: all is its own, but for what somebody has dropped into the inbox since.
    """
    unfinished = home / UNFINISHED
    if not unfinished.is_dir():
        return
    is_half = not (home / JOURNAL).exists() and {path.name for path in home.iterdir()} <= {UNFINISHED, *PLACES}
    if is_half and not any((home / INBOX).glob("*")):
        for name in PLACES:
            path = home / name
            remove_tree(path) if path.is_dir() else remove_file(path)
    remove_tree(unfinished)  # last: with it, it is known as half


def _reference_files(home: Path, until: datetime) -> dict[str, bytes]:
    """Return the files of the reference folder as it is; where that is gone, those that the last run used."""
    folder = known_place(home, REFERENCE)
    if folder is not None and folder.is_dir():
        files = (path for path in folder.iterdir() if path.is_file() and not path.is_symlink())
        return {path.name: path.read_bytes() for path in files if not path.name.startswith((".", "~"))}
    archive = Archive(home / ARCHIVE)
    with Journal(home / JOURNAL) as journal:
        used = journal.inputs_at(until)
    return {name: archive.path(digest).read_bytes() for name, digest in used.items() if name != RECEIPTS}


def _settle(unfinished: Path, home: Path) -> None:
    """Let the restored home know its own reference folder and inbox: those of the old one may be gone."""
    for name in (REFERENCE, INBOX):
        (unfinished / name).mkdir(exist_ok=True)
    with Journal(unfinished / JOURNAL) as journal:
        journal.record_place(INBOX, home / INBOX)
        journal.record_place(REFERENCE, home / REFERENCE)
    for path in sorted(unfinished.rglob("*"), reverse=True):
        if path.is_dir():
            sync_folder(path)
