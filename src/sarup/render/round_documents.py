"""Which documents of a round are made: those of the agencies, ministries or nation asked for, where they changed.

What an agency's documents are made from is hashed; where the hash is that of the last run and its files lie in their
places unchanged, they stay.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import duckdb

from sarup.assets import asset_path
from sarup.codes import Level
from sarup.office.document_choice import DocumentChoice
from sarup.office.report_options import read_options
from sarup.phrases import Phrases
from sarup.placement import Change
from sarup.render.content.overview import find_overviews
from sarup.render.content.report_copy import copy_report
from sarup.render.outputs import OVERVIEWS, changes_of_documents, write_overviews
from sarup.render.processes import PlanRequest, WriteAll, write_here
from sarup.warehouse_file import open_warehouse

# Their releases change the bytes of documents.
LIBRARIES = ("docxtpl", "fonttools", "pikepdf", "pythainlp", "python-docx", "typst", "xlsxwriter")
MINISTRIES = """
select ministry_code from report.overview_agency where round_code = ? and agency_code in (select unnest(?))
"""
PLANS = "select plan_code, agency_code from report.title where round_code = ? order by plan_code"


@dataclass(frozen=True)
class KeptDocuments:
    """What an agency's documents were made from, as a hash, and the SHA-256 of each by its name."""

    made_from: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class RoundPlaces:
    """A round's warehouse, a folder of its own to prepare documents in, and the one where people look.

    Where a home holds several agencies each has its folder there. `closed` returns the documents of an agency that has
    closed the round, None for one that has not.
    """

    warehouse: Path
    prepared: Path
    output: Path
    round_code: str
    has_agencies: bool
    closed: Callable[[str], Sequence[Path] | None]

    def folder_of(self, agency_code: str) -> Path:
        """Return where an agency's documents are looked for."""
        return self.output / agency_code if self.has_agencies else self.output


@dataclass(frozen=True)
class RoundDocuments:
    """What the documents change in the output folder, and what the next run need not make again, by round and plan."""

    changes: list[Change] = field(default_factory=list)
    kept: dict[str, KeptDocuments] = field(default_factory=dict)


def write_documents(
    places: RoundPlaces,
    choice: DocumentChoice,
    files: Mapping[str, bytes],
    phrases: Phrases,
    known: Mapping[str, KeptDocuments],
    write_all: WriteAll | None = None,
) -> RoundDocuments:
    """Write what is chosen and new aside; `files` are the reference files, `known` what the last run kept.

    `write_all` writes those of agencies somewhere else than on this machine.
    """
    done = RoundDocuments(kept=dict(known))
    shutil.rmtree(places.prepared, ignore_errors=True)  # of a try before this one
    places.prepared.mkdir(parents=True)
    if Level.AGENCY in choice.levels:
        _write_agencies(places, choice, files, phrases, done, write_all or write_here)
    for level in sorted(OVERVIEWS.keys() & set(choice.levels)):
        _write_level(level, places, choice, files, phrases, done)
    return done


def _write_level(
    level: Level,
    places: RoundPlaces,
    choice: DocumentChoice,
    files: Mapping[str, bytes],
    phrases: Phrases,
    done: RoundDocuments,
) -> None:
    """Write the reports of the ministries, or of the nation."""
    with open_warehouse(places.warehouse, read_only=True) as connection:
        wanted = find_overviews(connection, places.round_code, level)
        if level == Level.MINISTRY and choice.agencies:
            codes = connection.execute(MINISTRIES, [places.round_code, list(choice.agencies)]).fetchall()
            wanted = [one for one in wanted if (one.ministry_code,) in codes]
        folder = _new_folder(places, f".{level}")
        documents = write_overviews(connection, wanted, read_options(files), phrases, folder)
    done.changes.extend(changes_of_documents(documents, places.output, phrases))


def _write_agencies(
    places: RoundPlaces,
    choice: DocumentChoice,
    files: Mapping[str, bytes],
    phrases: Phrases,
    done: RoundDocuments,
    write_all: WriteAll,
) -> None:
    with open_warehouse(places.warehouse, read_only=True) as connection:
        agency_of = _chosen(connection, places.round_code, choice)
        closed = {plan: places.closed(agency) for plan, agency in agency_of.items()}
        copy = places.prepared / "copied_rows.duckdb"
        hashes = copy_report(connection, copy, places.round_code) if None in closed.values() else {}
    beside = _hash_of(files)
    made_from = {plan: sha256(f"{beside} {hashed}".encode()).hexdigest() for plan, hashed in hashes.items()}
    documents = {plan: _copied(paths, places, agency_of[plan]) for plan, paths in closed.items() if paths is not None}
    for plan, agency in agency_of.items():
        kept = done.kept.get(f"{places.round_code} {plan}")
        if plan not in documents and (standing := _standing(places.folder_of(agency), made_from[plan], kept)):
            documents[plan] = standing
    requests = [
        PlanRequest(copy, places.round_code, plan, _new_folder(places, agency), files)
        for plan, agency in agency_of.items()
        if plan not in documents
    ]
    for request, paths in zip(requests, write_all(requests), strict=True):
        plan, documents[request.plan_code] = request.plan_code, paths
        hashes = {path.name: _hash_of_file(path) for path in paths}
        done.kept[f"{places.round_code} {plan}"] = KeptDocuments(made_from[plan], hashes)
    for plan, agency in agency_of.items():
        before = places.output if places.has_agencies else None
        done.changes.extend(changes_of_documents(documents[plan], places.folder_of(agency), phrases, before))


def _chosen(connection: duckdb.DuckDBPyConnection, round_code: str, choice: DocumentChoice) -> dict[str, str]:
    """Return plan -> agency of the plans whose documents are asked for."""
    plans: list[tuple[str, str]] = connection.execute(PLANS, [round_code]).fetchall()
    return {plan: agency for plan, agency in plans if choice.takes(agency)}


def _copied(paths: Sequence[Path], places: RoundPlaces, agency: str) -> list[Path]:
    """Return copies of an edition's documents: what lies in the output folder must not be the edition itself."""
    folder = _new_folder(places, agency)
    return [Path(shutil.copyfile(path, folder / path.name)) for path in paths]


def _new_folder(places: RoundPlaces, agency: str) -> Path:
    folder = places.prepared / agency
    folder.mkdir(parents=True)
    return folder


def _standing(folder: Path, made_from: str, kept: KeptDocuments | None) -> list[Path]:
    """Return the documents that are as they would be made again; none where one is not."""
    if kept is None or kept.made_from != made_from:
        return []
    paths = [folder / name for name in kept.files]
    same = all(path.is_file() and _hash_of_file(path) == kept.files[path.name] for path in paths)
    return paths if same else []


def _hash_of(files: Mapping[str, bytes]) -> str:
    """Return the hash of what documents are made from beside rows: the reference files and this copy of Sarup."""
    held = "\n".join(f"{name} {sha256(data).hexdigest()}" for name, data in sorted(files.items()))
    return sha256(f"{_hash_of_code()}\n{held}".encode()).hexdigest()


@lru_cache(1)
def _hash_of_code() -> str:
    """Return the hash of all code, templates, fonts and dictionaries, and the releases that documents depend on."""
    digest = sha256(" ".join(f"{name} {version(name)}" for name in LIBRARIES).encode())
    package = Path(__file__).resolve().parents[1]
    for folder in (package, asset_path("templates"), asset_path("sql")):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(folder)} {_hash_of_file(path)}\n".encode())
    return digest.hexdigest()


def _hash_of_file(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
