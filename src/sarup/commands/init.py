"""`sarup init`: a new office's folders, with all that a round needs to begin and examples of more."""

import csv
import io
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sarup.assets import asset_path
from sarup.codes import RoundName
from sarup.errors import UsageError
from sarup.gather.reference_folder import read_reference
from sarup.office.contacts import CONTACT_FIELDS, CONTACTS
from sarup.office.reference import AGENCIES, DIVISIONS, FIELDS, PERIODS, ROUNDS
from sarup.office.report_options import OPTIONS_FILE
from sarup.phrases import Phrases
from sarup.settings import SETTINGS_FILE, Settings
from sarup.system import keep_private, replace_file, sync_folder
from sarup.thai.dates import ERA_OFFSET

INBOX, REFERENCE, HOME, SCHEMAS = "inbox", "reference", "home", "schemas"
HOLIDAYS = "holidays.csv"
UNFINISHED = ".unfinished-init"
# The year that a report may speak of: what is typed in another era, or with a letter too many, is none.
YEARS = range(2550, 2700)


@dataclass(frozen=True)
class OfficeToBe:
    """What must be known of an office: its agency, its divisions (code, name), the fiscal year it begins with.

    The first division puts the report together.
    """

    agency_code: str
    agency_name: str
    agency_short: str
    divisions: tuple[tuple[str, str], ...]
    fiscal_year_be: int


def make_office(folder: Path, office: OfficeToBe, phrases: Phrases) -> list[Path]:
    """Make inbox, reference folder, home and sarup.toml in a folder that is new or empty; return what was made.

    Raises UsageError for a folder that holds anything and a year that is none, FaultyReference for names that cannot
    be: nothing is left then.
    """
    if office.fiscal_year_be not in YEARS:
        raise UsageError(phrases.say("init.year", x=office.fiscal_year_be))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(phrases.say("init.not_empty", path=folder))
    was_there = folder.exists()
    unfinished = folder / UNFINISHED
    try:
        _write(unfinished, office, phrases)
        read_reference(unfinished / REFERENCE)
        for made in sorted(unfinished.iterdir()):
            replace_file(made, folder / made.name)
        sync_folder(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not was_there and folder.exists() and not any(folder.iterdir()):
            folder.rmdir()
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _write(folder: Path, office: OfficeToBe, phrases: Phrases) -> None:
    reference = folder / REFERENCE
    for made in (reference, folder / HOME, folder / SCHEMAS, *(folder / INBOX / code for code, _ in _plain(office))):
        made.mkdir(parents=True, exist_ok=True)
    keep_private(folder / HOME)
    for name, (heads, lines) in _tables(office, phrases).items():
        (reference / name).write_bytes(_table(phrases.options("init.about")[name], heads, lines))
    (reference / OPTIONS_FILE).write_text(_options(office, phrases), encoding="utf-8", newline="\n")
    (folder / SETTINGS_FILE).write_text(_settings(phrases), encoding="utf-8", newline="\n")
    for name in ("report.json", "settings.json"):
        shutil.copyfile(asset_path(f"docs/schemas/{name}"), folder / SCHEMAS / name)


def _plain(office: OfficeToBe) -> list[tuple[str, str]]:
    """Return the divisions whose codes can name a folder here; of others the reading of the register tells."""
    return [(code, name) for code, name in office.divisions if code == Path(code).name]


def _tables(office: OfficeToBe, phrases: Phrases) -> dict[str, tuple[Sequence[str], list[dict[str, object]]]]:
    """Return the name of each table, its heads and its lines."""
    begins = date(office.fiscal_year_be - ERA_OFFSET - 1, 10, 1).isoformat()
    agency: dict[str, object] = {
        "agency_code": office.agency_code,
        "agency_name": office.agency_name,
        "agency_short": office.agency_short,
        "valid_from": begins,
    }
    divisions: list[dict[str, object]] = [
        {
            "division_code": code,
            "agency_code": office.agency_code,
            "division_name": name,
            "sort_no": number,
            "planning_office": str(number == 1).lower(),
            "valid_from": begins,
        }
        for number, (code, name) in enumerate(office.divisions, 1)
    ]
    return {
        AGENCIES: (_heads(AGENCIES), [agency]),
        DIVISIONS: ([name for name in _heads(DIVISIONS) if name != "is_sample"], divisions),
        ROUNDS: (_heads(ROUNDS), _rounds(office.fiscal_year_be, phrases)),
        CONTACTS: (tuple(field.name for field in CONTACT_FIELDS), []),
        HOLIDAYS: (("day", "name"), []),
    }


def _rounds(fiscal_year_be: int, phrases: Phrases) -> list[dict[str, object]]:
    """Return the two rounds of a year, due two weeks after what they cover."""
    year = fiscal_year_be - ERA_OFFSET
    first, half, second, last = date(year - 1, 10, 1), date(year, 3, 31), date(year, 4, 1), date(year, 9, 30)
    days = {
        RoundName.HALF: (first, half, first, half, date(year, 4, 15)),
        RoundName.YEAR: (first, last, second, last, date(year, 10, 15)),
    }
    return [
        {
            "round_code": f"{fiscal_year_be}-{name}",
            "fiscal_year_be": fiscal_year_be,
            "round": name,
            "label": phrases.texts[f"round.label.{name}"],
            **dict(zip((*PERIODS, "due_on"), (day.isoformat() for day in known), strict=True)),
            "state": "open",
        }
        for name, known in days.items()
    ]


def _heads(name: str) -> list[str]:
    return [field.name for field in FIELDS[name]]


def _table(about: str, heads: Sequence[str], lines: Iterable[Mapping[str, object]]) -> bytes:
    """Return a table as offices open it in Excel: a line that says what it is, the heads, the lines."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([f"# {about}"])
    table = csv.DictWriter(text, heads, restval="", lineterminator="\r\n")
    table.writeheader()
    table.writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def _options(office: OfficeToBe, phrases: Phrases) -> str:
    """Return report.yaml: what is usual, and every other choice as an example."""
    about = phrases.options("init.options")
    chosen = {
        "office": json.dumps(office.divisions[0][1], ensure_ascii=False),
        "phone": '""',
        "digits": "thai",
        "period_style": "joined",
        "annual_entry": "both",
    }
    examples = {
        "columns": "[budget, obstacle, suggestion]",
        "emblem": "emblem.png",
        "signatures": f"[{{role: approve, position: {phrases.texts['init.position']}}}]",
        "memo": "{close: inform}",
    }
    lines = [f"# yaml-language-server: $schema=../{SCHEMAS}/report.json", f"# {phrases.texts['init.about_options']}"]
    for key, value in chosen.items():
        lines += [f"# {about[key]}", f"{key}: {value}"]
    for key, value in examples.items():
        lines += [f"# {about[key]}", f"# {key}: {value}"]
    return "\n".join(lines) + "\n"


def _settings(phrases: Phrases) -> str:
    """Return sarup.toml: the office's folders, and every other setting as it is unless told otherwise."""
    about, folders = phrases.options("settings.about"), {"home": HOME, "inbox": INBOX, "reference": REFERENCE}
    lines = [f"#:schema {SCHEMAS}/settings.json", f"# {phrases.texts['init.about_settings']}"]
    for name, field in Settings.model_fields.items():
        lines.append(f"# {about.get(name, field.description)}")
        value = f"'{folders[name]}'" if name in folders else _as_toml(field.default)
        lines.append(f"{'' if name in folders else '# '}{name} = {value}")
    return "\n".join(lines) + "\n"


def _as_toml(value: object) -> str:
    return str(value) if isinstance(value, (int, float)) else f"'{value or ''}'"
