"""What a kind of file is: how it is made from a correct form, and the answer that a careful person expects."""

from collections.abc import Callable
from dataclasses import dataclass

Make = Callable[[bytes], bytes]

WARNED = "accepted_with_warnings"
SHEETS = {
    "results": "ผลการดำเนินการ",
    "event": "กิจกรรมที่จัด",
    "topic": "เรื่องที่เผยแพร่",
    "signoff": "ผู้รายงานและผู้รับรอง",
}


@dataclass(frozen=True)
class Kind:
    """A file of the corpus: made by `make` from the correct six-month form of division A.

    `findings` are (rule, sheet, cell) of everything that must be said, and nothing else may be; sheet and cell are
    None for the file as a whole.
    """

    name: str
    make: Make
    verdict: str
    findings: tuple[tuple[str, str | None, str | None], ...]
    ending: str

    @property
    def file_name(self) -> str:
        """Return the file's name, which says nothing about its content."""
        return f"{self.name}{self.ending}"


def kind(name: str, verdict: str, said: str, make: Make, ending: str = ".xlsx") -> Kind:
    """Return a kind whose findings stand in one string: "R01 results!O7, S21 สำเนา!, S20 file"."""
    findings = tuple(_finding(one) for one in said.split(", ") if one)
    return Kind(name.replace(" ", "-"), make, verdict, findings, ending)


def accepted(name: str, make: Make, said: str = "", ending: str = ".xlsx") -> Kind:
    """Return a kind that is taken as it is; what is said of it are notices."""
    return kind(name, "accepted", said, make, ending)


def warned(name: str, said: str, make: Make, ending: str = ".xlsx") -> Kind:
    """Return a kind that is taken, and told about."""
    return kind(name, WARNED, said, make, ending)


def returned(name: str, said: str, make: Make, ending: str = ".xlsx") -> Kind:
    """Return a kind whose division must mend cells."""
    return kind(name, "returned", said, make, ending)


def refused(name: str, rule: str, make: Make, ending: str = ".xlsx") -> Kind:
    """Return a kind that is not read: one rule about the file as a whole."""
    return kind(name, "refused", f"{rule} file", make, ending)


def quarantined(name: str, make: Make, ending: str = ".xlsx", rule: str = "S05") -> Kind:
    """Return a kind that is unsafe to open."""
    return kind(name, "quarantined", f"{rule} file", make, ending)


def _finding(said: str) -> tuple[str, str | None, str | None]:
    rule, place = said.split(" ", 1)
    if place == "file":
        return rule, None, None
    table, cell = place.split("!")
    return rule, SHEETS.get(table, table), cell or None
