"""A division's counter: its form, a file sent or only checked, the answer a moment later, what it sent before."""

from hashlib import sha256
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.responses import Response

from sarup.codes import Verdict
from sarup.commands.check import read_findings
from sarup.commands.drop import drop_file
from sarup.pipeline import OUTBOX
from sarup.post.received import safe_file_name
from sarup.render.returned.told_files import safe_name
from sarup.web.desk import countdown
from sarup.web.pages import Call, NotFound, file_answer
from sarup.web.sent_files import BOOK, letter_answer, letters_of, read_versions

UPLOADS_A_MINUTE = 30


def counter(call: Call, fault: str = "", status: int = 200) -> Response:
    """Show a division's counter."""
    period, own = call.round, call.access.division_code
    with call.office.warehouse() as warehouse:
        versions = read_versions(warehouse, period.round_code, own) if warehouse else []
    return call.show(
        "counter",
        status,
        here="counter",
        round=period,
        name=call.office.reference.division_names().get(own, own),
        due=countdown(call, period),
        has_form=_form_path(call).is_file(),
        versions=versions,
        letters=letters_of(call.office, own, period.round_code, versions),
        base=f"/counter/{period.round_code}",
        most_mb=call.office.settings.page_upload_mb,
        fault=fault,
    )


def form(call: Call) -> Response:
    """Return the division's form of the round."""
    path = _form_path(call)
    if not path.is_file():
        raise NotFound
    call.note("form", path.name)
    return file_answer(path.read_bytes(), path.name, BOOK)


def take(call: Call) -> Response:
    """Put a file into the division's folder of the inbox, or only check it; lead to where its answer will be."""
    file, own, code = call.form.get("file"), call.access.division_code, call.round.round_code
    if not isinstance(file, UploadFile) or not file.filename:
        return counter(call, call.office.phrases.texts["web.counter.nofile"], 400)
    data = file.file.read()
    if len(data) > call.office.settings.page_upload_mb * 1_000_000:
        return counter(call, call.office.phrases.say("web.fault.413", mb=call.office.settings.page_upload_mb), 413)
    if not data:
        return counter(call, call.office.phrases.texts["web.counter.emptyfile"], 400)
    name, digest = safe_file_name(file.filename, 1), sha256(data).hexdigest()
    is_only_checked = call.text("act") == "check"
    if not is_only_checked:
        drop_file(call.office.inbox, own, file.filename, data, call.office.phrases)
    call.note("check" if is_only_checked else "send", digest)
    key = call.office.checker.ask(own, name, data)
    place = "checks" if is_only_checked else f"sent/{digest}"
    return call.go(f"/counter/{code}/{place}/{key}")


def answer(call: Call) -> Response:
    """Show what became of a file: as the last run published it, else as a check finds, else that it waits."""
    period, own = call.round, call.access.division_code
    digest, key = call.request.path_params.get("digest", ""), call.request.path_params["key"]
    checked = call.office.checker.find(key, own)
    with call.office.warehouse() as warehouse:
        versions = read_versions(warehouse, period.round_code, own) if warehouse else []
        published = next((one for one in versions if one.sha256 == digest), None)
        found = (
            read_findings(warehouse, published.submission_id, call.office.phrases) if published and warehouse else ()
        )
    if published is None and checked is None:
        raise NotFound
    result = checked.result if checked else None
    verdict: str | Verdict = published.shown_verdict if published else result.verdict if result else ""
    return call.show(
        "answer",
        here="counter",
        round=period,
        is_sent=bool(digest),
        is_official=published is not None,
        is_failed=published is None and checked is not None and checked.is_failed,
        file_name=published.file_name if published else checked.file_name if checked else "",
        verdict=str(verdict),
        kind="" if published else result.kind if result else "",
        findings=found if published else result.findings if result else (),
        letters=letters_of(call.office, own, period.round_code, [published] if published else []),
        digest=digest,
        base=f"/counter/{period.round_code}",
    )


def letter(call: Call) -> Response:
    """Return the letter or the marked workbook of one of the division's files."""
    path = call.request.path_params
    call.note(path["part"], path["digest"][:64])
    return letter_answer(call.office, call.access.division_code, call.round.round_code, path["digest"], path["part"])


def _form_path(call: Call) -> Path:
    own = call.access.division_code
    return call.office.home / OUTBOX / safe_name(own) / f"{own}_{call.round.round_code}.xlsx"
