"""Who gets mail, and whose mail is a division's: contacts.csv. Addresses are personal data and go nowhere else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sarup.codes import MailKind
from sarup.office.reference import Reference
from sarup.office.tables import Faults, Field, OfficeTable, typed_lines
from sarup.phrases import known_phrases
from sarup.submission import Row

CONTACTS = "contacts.csv"
CONTACT_FIELDS = (
    Field("division_code", "code", True), Field("address", "text", True), Field("role", "text", True), Field("kinds"),
)  # fmt: skip
# RFC 5321 without quoted names, address literals and letters beyond ASCII: what offices have.
ADDRESS = re.compile(r"[a-z0-9!#$%&'*+/=?^_{|}~.-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_BETWEEN_KINDS = re.compile(r"[\s,;/]+")


@dataclass(frozen=True)
class Contact:
    """An address of a division by the role of who reads it, with the kinds of mail it is sent."""

    division_code: str
    address: str = field(repr=False)
    role: str
    kinds: frozenset[MailKind]


@dataclass(frozen=True)
class Contacts:
    """All lines of contacts.csv, in its order."""

    lines: tuple[Contact, ...]

    def wanting(self, kind: MailKind, division_code: str) -> list[Contact]:
        """Return a division's contacts that are sent a kind of mail."""
        return [one for one in self.lines if one.division_code == division_code and kind in one.kinds]

    def divisions_of(self, address: str) -> list[str]:
        """Return the divisions for which an address speaks; none for an unknown one."""
        return sorted({one.division_code for one in self.lines if one.address == address.lower()})


def make_contacts(table: OfficeTable, reference: Reference, faults: Faults) -> Contacts:
    """Return the contacts of a table; what is wrong with its lines is noted, an address never quoted."""
    offices = {str(row["division_code"]): row.get("planning_office") == "true" for row in reference.divisions}
    rows = typed_lines(table, CONTACT_FIELDS, (), faults)
    known: dict[tuple[str, str], int] = {}
    lines = []
    for line, row in rows:
        contact = _contact(table.name, line, row, offices, faults)
        place = (contact.division_code, contact.address)
        if place in known:
            faults.add("ref.twice", name=table.name, first=known[place], line=line, x=contact.division_code)
        known.setdefault(place, line)
        lines.append(contact)
    return Contacts(tuple(lines))


def _contact(name: str, line: int, row: Row, offices: Mapping[str, bool], faults: Faults) -> Contact:
    division, address = str(row["division_code"]), str(row["address"]).lower()
    if division not in offices:
        faults.add("ref.unknown_division", name=name, line=line, x=division)
    if not ADDRESS.fullmatch(address) or ".." in address or address[0] == "." or ".@" in address:
        faults.add("ref.bad_address", name=name, line=line)
    is_office = offices.get(division, True)
    kinds = _kinds(name, line, str(row.get("kinds") or ""), faults)
    if not is_office and (alien := sorted(kind for kind in kinds if kind.is_for_office)):
        faults.add("ref.office_kind", name=name, line=line, x=" ".join(alien))
    every = frozenset(kind for kind in MailKind if is_office or not kind.is_for_office)
    return Contact(division, address, str(row["role"]), kinds or every)


def _kinds(name: str, line: int, typed: str, faults: Faults) -> frozenset[MailKind]:
    """Return the kinds that a cell names, by code or in Thai; none for an empty cell."""
    phrases, kinds = known_phrases(), set()
    for word in filter(None, _BETWEEN_KINDS.split(typed)):
        code = word.lower() if word.lower() in list(MailKind) else phrases.code_of("list.mail_kind", word)
        if code is None:
            faults.add("ref.bad_mail_kind", name=name, line=line, x=word, known=" ".join(MailKind))
        else:
            kinds.add(MailKind(code))
    return frozenset(kinds)
