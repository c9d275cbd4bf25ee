"""The documents of every edition, and the way of a figure from the page to the cell it was typed in."""

from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path

from starlette.responses import Response

from sarup.codes import AccessRole, RoundName, Status
from sarup.commands.approving import documents_folder
from sarup.commands.explain.lines import say_explained
from sarup.commands.explain.read import explain_item
from sarup.record.editions import DOCUMENTS, Edition, editions_in_force, editions_of
from sarup.record.journal import Journal
from sarup.render.content.edition_labels import edition_label
from sarup.render.content.status_labels import status_label
from sarup.rows import read_rows
from sarup.web.guards import DOCUMENT_POLICY
from sarup.web.pages import Call, NotFound, file_answer

CURRENT = "current"
SHOWN_ENDINGS = {".html": "text/html; charset=utf-8", ".pdf": "application/pdf"}
ITEMS = """
select i.item_code, i.guideline, r.outcome_text, r.status, m.round, m.state
from core.item as i
inner join core.round as m on i.round_code = m.round_code
left join rollup.item_round as r
    on i.plan_code = r.plan_code and i.round_code = r.round_code and i.item_code = r.item_code
where i.round_code = $round and i.agency_code = $agency
order by i.strategy_no, i.tactic_no, i.guideline_no, i.item_code
"""


@dataclass(frozen=True)
class EditionDocuments:
    """An edition with the names of its documents; `edition` is None for what lies there now and is not closed."""

    round_code: str
    number: str
    label: str
    names: tuple[str, ...]
    edition: Edition | None = None
    is_in_force: bool = True


@dataclass(frozen=True)
class ItemLine:
    """An item of the round as the list shows it."""

    item_code: str
    guideline: str
    outcome_text: str | None
    status: Status | None
    round: RoundName
    state: str


def documents(call: Call) -> Response:
    """Show every edition's documents; readers see closed editions alone."""
    shown = [one for period in reversed(call.office.reference.rounds) for one in _editions(call, period.round_code)]
    current = [] if call.access.role == AccessRole.READER else _current(call)
    return call.show("documents", here="documents", editions=shown, current=current)


def document(call: Call) -> Response:
    """Return one document: HTML and PDF to be read, others to be kept."""
    path = call.request.path_params
    code, number, name = call.round.round_code, path["edition"], path["name"]
    folder = _folder_of(call, code, number)
    file = next((one for one in _files(folder) if one.name == name), None) if folder else None
    if file is None:
        raise NotFound
    call.note("document", f"{code}/{number}/{name}"[:200])
    if file.suffix in SHOWN_ENDINGS:
        headers = {"Content-Security-Policy": DOCUMENT_POLICY} if file.suffix == ".html" else None
        return Response(file.read_bytes(), media_type=SHOWN_ENDINGS[file.suffix], headers=headers)
    return file_answer(file.read_bytes(), file.name, guess_type(file.name)[0] or "application/octet-stream")


def items(call: Call) -> Response:
    """Show the round's items with what came of them; readers see those of closed rounds."""
    names = {"round": call.round.round_code, "agency": call.agency}
    found: list[ItemLine] = []
    if _may_see(call):
        with call.office.warehouse() as warehouse:
            found = read_rows(warehouse, ItemLine, ITEMS, names) if warehouse else []
    phrases = call.office.phrases
    labels = {
        one.item_code: status_label(one.status, one.round, one.state, phrases) if one.status else "-" for one in found
    }
    return call.show("items", here="items", round=call.round, items=found, labels=labels)


def item(call: Call) -> Response:
    """Show where an item's figures come from: plan, cells, what was put together and judged."""
    code, known = call.request.path_params["item"], {"round": call.round.round_code, "agency": call.agency}
    if not _may_see(call):
        raise NotFound
    with call.office.warehouse() as warehouse:
        lines = read_rows(warehouse, ItemLine, ITEMS, known) if warehouse else []
        plans = warehouse.execute(PLANS, known).fetchall() if warehouse else []
    if code not in {one.item_code for one in lines}:
        raise NotFound
    own = {plan for (plan,) in plans}
    found = explain_item(call.office.home, call.round.round_code, code, call.office.phrases)
    told = [say_explained(one, call.office.phrases) for one in found if one.plan_code in own]
    return call.show("item", here="items", round=call.round, code=code, parts=told)


PLANS = "select distinct plan_code from core.item where round_code = $round and agency_code = $agency"


def _may_see(call: Call) -> bool:
    """Tell whether somebody may see a round's figures: readers when their agency has closed it."""
    if call.access.role != AccessRole.READER:
        return True
    with Journal(call.office.home / "journal.sqlite") as journal:
        held = editions_in_force(journal.decisions())
    return (call.agency, call.round.round_code) in held


def _editions(call: Call, code: str) -> list[EditionDocuments]:
    """Return the editions of a round, the newest first; readers see those that hold or held, and none taken back."""
    with Journal(call.office.home / "journal.sqlite") as journal:
        decisions = journal.decisions()
    held = editions_in_force(decisions)
    taken_back = {
        int(one.target["edition_no"])
        for one in decisions
        if one.kind == "closing" and one.undone_at and one.target.get("round_code") == code
        and one.target.get("agency_code", "") in ("", call.agency)
    }  # fmt: skip
    found = []
    for edition in reversed(editions_of(decisions, code, call.agency)):
        if edition.number in taken_back and call.access.role == AccessRole.READER:
            continue
        names = tuple(path.name for path in _files(edition.folder(call.office.home) / DOCUMENTS))
        label = edition_label(edition.number, call.office.phrases)
        in_force = held.get((call.agency, code)) or held.get(("", code))
        is_newest = in_force is not None and in_force.number == edition.number
        found.append(EditionDocuments(code, str(edition.number), label, names, edition, is_newest))
    return found


def _current(call: Call) -> list[EditionDocuments]:
    """Return what lies in the output folder of each round."""
    label = call.office.phrases.texts["web.documents.current"]
    found = []
    for period in reversed(call.office.reference.rounds):
        names = tuple(path.name for path in _files(documents_folder(call.office.home, period.round_code, call.agency)))
        if names:
            found.append(EditionDocuments(period.round_code, CURRENT, label, names))
    return found


def _folder_of(call: Call, code: str, number: str) -> Path | None:
    """Return where the documents of an edition lie that somebody may see."""
    if number == CURRENT:
        is_reader = call.access.role == AccessRole.READER
        return None if is_reader else documents_folder(call.office.home, code, call.agency)
    found = next((one for one in _editions(call, code) if one.number == number), None)
    return found.edition.folder(call.office.home) / DOCUMENTS if found and found.edition else None


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(".")]
