"""The reference folder as offices keep it: CSV in any encoding and with any delimiter, or a workbook, read alike."""

import os
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from sarup.gather.container import Refusal
from sarup.gather.listing import is_table, show_name
from sarup.gather.read_file import read_file
from sarup.gather.sheet_part import Cell
from sarup.gather.typed import typed_text
from sarup.gather.workbook import Workbook
from sarup.office.reference import FIELDS, KEYS, OPTIONAL, Reference, make_reference
from sarup.office.report_options import OPTIONS_FILE, emblem_name
from sarup.office.tables import Faults, OfficeTable, bare

# Row and column of a date -> its time of day.
Clocks = Mapping[tuple[int, int], str]
# Some programs write their own line, or people a title, above the heads.
HEADS_WITHIN = 10


def read_reference(folder: Path, known_then: Mapping[str, bytes] | None = None) -> Reference:
    """Read a reference folder, or the files that an earlier run knew in its place.

    Raises FaultyReference with every fault: the file, the line and the remedy.
    """
    faults = Faults()
    files, names = (_known_files(known_then), {}) if known_then else _read_files(folder, faults)
    tables = {}
    for name in FIELDS:
        if name in files and (table := read_table(files[name], names.get(name, name), _heads_of(name), faults)):
            tables[name] = table
    return make_reference(files, tables, faults)


def read_table(
    data: bytes, name: str, wanted: Sequence[str], faults: Faults, moments: Sequence[str] = ()
) -> OfficeTable | None:
    """Return the first table with a line of the `wanted` heads; None for a file without one, which is noted.

    An empty file is a table without lines. Dates in the columns `moments` keep their time of day.
    """
    digest = sha256(data).hexdigest()
    if not data.strip():
        return OfficeTable(name, name, digest, tuple(wanted), ())
    try:
        workbook = read_file(data)
    except Refusal as refusal:
        faults.add("ref.password" if refusal.rule == "S03" else "ref.unreadable", name=name)
        return None
    known_as = f"{Path(name).stem}.{workbook.container}"
    for rows, clocks in _tables(workbook):
        for row_no in [*rows][:HEADS_WITHIN]:
            heads = {column: _head(cell) for column, cell in rows[row_no].items() if _head(cell)}
            if wanted[0] in heads.values() or len({*wanted} & {*heads.values()}) > len(wanted) // 2:
                kept = {place: clock for place, clock in clocks.items() if heads.get(place[1]) in moments}
                lines = ((line, _line(cells, heads, kept)) for line, cells in rows.items() if line > row_no)
                typed = tuple((line, texts) for line, texts in lines if any(map(bare, texts.values())))
                return OfficeTable(name, known_as, digest, tuple(heads.values()), typed)
    faults.add("ref.heads", name=name, columns=" ".join(wanted))
    return None


def _heads_of(name: str) -> list[str]:
    return [*KEYS[name][:1], *(one.name for one in FIELDS[name] if one.required and one.name not in KEYS[name][:1])]


def _tables(workbook: Workbook) -> Sequence[tuple[dict[int, dict[int, Cell]], Clocks]]:
    """Return of every visible sheet its rows, blank ones left out, and the times of day of its dates."""
    tables = []
    for sheet in workbook.sheets:
        rows: dict[int, dict[int, Cell]] = {}
        for cell in sheet.cells if sheet.state == "visible" else ():
            rows.setdefault(cell.row, {})[cell.column] = cell
        tables.append((dict(sorted(rows.items())), {(row, column): clock for row, column, clock in sheet.clocks}))
    return tables


def _head(cell: Cell) -> str:
    return bare(typed_text(cell.kind, cell.text)).lower().replace(" ", "_")


def _line(cells: Mapping[int, Cell], heads: Mapping[int, str], clocks: Clocks) -> dict[str, str]:
    """Return column -> text as typed; what stands under no head is told under an empty name."""
    line: dict[str, str] = {}
    for column, cell in cells.items():
        typed = typed_text(cell.kind, cell.text)
        text = cell.text if cell.kind == "text" else f"{typed} {clocks.get((cell.row, column), '')}".strip()
        if column in heads or bare(text):
            line.setdefault(heads.get(column, ""), text)
    return line


def _known_files(known: Mapping[str, bytes]) -> dict[str, bytes]:
    names = [*FIELDS, OPTIONS_FILE, emblem_name(known[OPTIONS_FILE])]
    return {name: known[name] for name in names if name in known}


def _read_files(folder: Path, faults: Faults) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the bytes by their one name, and the names under which they lie there."""
    lying = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    files, names = {}, {}
    for name in (*FIELDS, OPTIONS_FILE):
        found = [path for path in lying if _is_named(path, name)]
        if len(found) > 1:
            faults.add("ref.two_files", folder=folder, names=" ".join(_shown(path) for path in found))
        elif found:
            files[name], names[name] = found[0].read_bytes(), _shown(found[0])
        elif name not in OPTIONAL:
            faults.add("ref.missing", name=name, folder=folder)
    emblem = emblem_name(files.get(OPTIONS_FILE, b""))
    if emblem and (folder / emblem).is_file():
        files[emblem] = (folder / emblem).read_bytes()
    return files, names


def _is_named(path: Path, name: str) -> bool:
    """Tell a file that holds what is known by a name; report.yaml, which is no table, has its one name."""
    if name == OPTIONS_FILE:
        return path.name.lower() in (OPTIONS_FILE, "report.yml")
    return is_table(path.name, name)


def _shown(path: Path) -> str:
    return show_name(os.fsencode(path.name))
