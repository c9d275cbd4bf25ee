"""A home made by hand, in milliseconds: two received files, reference, one closed edition, a published file."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import duckdb

from sarup.record.archive import Archive
from sarup.record.editions import CLOSING, EditionFile, Manifest, edition_folder, write_manifest
from sarup.record.journal import Journal
from sarup.submission import Arrival
from sarup.warehouse_file import WAREHOUSE

AT = datetime.fromisoformat("2021-04-20T09:00:00+07:00")
CLOSED_AT = datetime.fromisoformat("2021-05-03T10:00:00+07:00")
ROUND, AGENCY = "2564-6m", "tpso"
FORMS = {"pr": b"form of pr", "fin": b"form of fin"}
REFERENCE = {"agencies.csv": b"agencies", "report.yaml": b"digits: thai\n"}
DOCUMENT = b"the report"


@dataclass(frozen=True)
class SmallHome:
    """Where everything of it lies."""

    home: Path
    reference: Path

    @property
    def edition(self) -> Path:
        """Return the folder of the closed edition."""
        return edition_folder(self.home, AGENCY, ROUND, 1)

    @property
    def document(self) -> Path:
        """Return the document in the output folder."""
        return self.home / "output" / ROUND / "report.pdf"

    def archived(self, data: bytes) -> Path:
        """Return where some bytes lie in the archive."""
        return Archive(self.home / "archive").path(sha256(data).hexdigest())


def make_home(folder: Path) -> SmallHome:
    """Make the home in a folder, its reference folder beside it."""
    made = SmallHome(folder / "home", folder / "reference")
    made.reference.mkdir(parents=True)
    archive = Archive(made.home / "archive")
    for name, data in REFERENCE.items():
        (made.reference / name).write_bytes(data)
    with Journal(made.home / "journal.sqlite") as journal:
        journal.record_arrivals(
            Arrival(archive.keep(data), division, f"{division}.xlsx", AT, "inbox") for division, data in FORMS.items()
        )
        for name, data in REFERENCE.items():
            journal.record_input(name, archive.keep(data), AT)
        journal.record_place("inbox", folder / "inbox")
        journal.record_place("reference", made.reference)
        manifest = _close(made)
        target = {
            "round_code": ROUND,
            "edition_no": "1",
            "agency_code": AGENCY,
            "manifest_sha256": archive.keep(manifest),
        }
        journal.record_decision(CLOSING, target, "หัวหน้ากลุ่มแผนงาน", "ครบกำหนด", None, CLOSED_AT)
    _publish(made)
    return made


def _close(made: SmallHome) -> bytes:
    """Write the edition's folder and the document in the output folder; return the manifest."""
    files = {"data/core.measure.parquet": b"rows", "documents/report.pdf": DOCUMENT}
    for name, data in files.items():
        path = made.edition / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    made.document.parent.mkdir(parents=True)
    made.document.write_bytes(DOCUMENT)
    empty = Manifest(ROUND, 1, "ฉบับสมบูรณ์", CLOSED_AT.isoformat(), "", "", "", "", (), (), (), {}, AGENCY)
    entries = tuple(EditionFile(name, len(data), sha256(data).hexdigest()) for name, data in files.items())
    manifest = write_manifest(replace(empty, files=entries))
    (made.edition / "manifest.json").write_bytes(manifest)
    return manifest


def _publish(made: SmallHome) -> None:
    with duckdb.connect(str(made.home / WAREHOUSE)) as connection:
        connection.execute("create schema core")
        connection.execute("create table core.submission (sha256 varchar, division_code varchar, file_name varchar)")
        rows = [[sha256(data).hexdigest(), division, f"{division}.xlsx"] for division, data in FORMS.items()]
        connection.executemany("insert into core.submission values (?, ?, ?)", rows)
