"""What an office may choose in report.yaml, and what it is told when it chooses what cannot be."""

import io
from pathlib import Path

import pytest
from PIL import Image

from sarup.gather.reference_folder import read_reference
from sarup.office.report_options import FaultyOptions, ReportOptions, read_options
from sarup.office.tables import FaultyReference

SAMPLE = Path(__file__).resolve().parents[1] / "examples" / "tpso-2564" / "reference"


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, "gold").save(held, kind)
    return held.getvalue()


def options(text: str, **files: bytes) -> ReportOptions:
    named = {name.replace("_", "."): data for name, data in files.items()}
    return read_options({"report.yaml": text.encode(), **named})


def test_an_empty_file_chooses_nothing() -> None:
    assert options("# nothing\n") == ReportOptions()
    assert options("phone:\n") == ReportOptions()


def test_every_choice_is_read() -> None:
    told = options(
        "digits: arabic\nperiod_style: spaced\nannual_entry: cumulative\ncolumns: [suggestion, budget]\n"
        "emblem: emblem.png\nsignatures:\n  - {role: propose, position: นักวิเคราะห์}\nmemo: {to: อธิบดี, close: approve}\n",
        emblem_png=picture(),
    )
    assert (told.digits, told.period_style, told.annual_entry) == ("arabic", "spaced", "cumulative")
    assert told.columns == ("suggestion", "budget")
    assert [(one.role, one.name, one.position) for one in told.signatures] == [("propose", "", "นักวิเคราะห์")]
    assert told.memo is not None and (told.memo.to, told.memo.close) == ("อธิบดี", "approve")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("digit: thai", ("digit", "ไม่รู้จักช่อง")),
        ("digits: roman", ("digits", "roman", "thai หรือ arabic")),
        ("columns: [budget, money]", ("columns.2", "money", "budget")),
        ("columns: [budget, budget]", ("columns", "ซ้ำ")),
        ("signatures: [{role: propose}]", ("signatures.1.position", "โปรดเพิ่ม")),
        ("signatures: [{role: boss, position: ก}]", ("signatures.1.role", "boss")),
        ("signatures: [{role: check, position: ' '}]", ("signatures.1.position", "ว่าง")),
        ("phone: 02", ("phone", "ข้อความ")),
        ("emblem: ../secret.png", ("emblem", "ชื่อไฟล์ภาพ")),
        ("emblem: emblem.gif", ("emblem", ".png")),
        ("emblem: emblem.png", ("emblem", "ไม่พบไฟล์")),
        ("office: [", ("บรรทัดที่", "อ่านไม่ได้")),
        ("- digits", ("ชื่อ: ค่า",)),
        ("memo: {to: ก, cc: ข}", ("memo.cc", "ไม่รู้จักช่อง")),
    ],
)
def test_a_choice_that_cannot_be_is_told_with_its_place(text: str, said: tuple[str, ...]) -> None:
    with pytest.raises(FaultyOptions) as caught:
        options(text)
    message = str(caught.value)
    assert message.startswith("ไฟล์อ้างอิง report.yaml")
    assert [part for part in said if part not in message] == []
    assert "โปรด" in message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (picture()[:60], "เปิดไฟล์"),
        (b"GIF89a" + bytes(40), "เปิดไฟล์"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "เปิดไฟล์"),
        (b"", "เปิดไฟล์"),
        (picture(size=(4001, 10)), "4000"),
        (bytes(2_000_001), "ใหญ่เกิน"),
    ],
)
def test_a_picture_that_no_document_could_print_is_told(data: bytes, said: str) -> None:
    with pytest.raises(FaultyOptions, match=said):
        options("emblem: emblem.png", emblem_png=data)


def test_a_jpeg_named_png_is_taken_for_what_it_is() -> None:
    assert options("emblem: emblem.png", emblem_png=picture("JPEG")).emblem == "emblem.png"


def test_a_faulty_file_stops_the_run_as_a_fault_of_the_reference(tmp_path: Path) -> None:
    for path in SAMPLE.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "report.yaml").write_text("digits: roman\n", encoding="utf-8")
    with pytest.raises(FaultyReference, match="digits"):
        read_reference(tmp_path)


def test_the_emblem_is_kept_with_the_reference_files(tmp_path: Path) -> None:
    for path in SAMPLE.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "crest.png").write_bytes(picture())
    (tmp_path / "report.yaml").write_text("emblem: crest.png\n", encoding="utf-8")
    kept = read_reference(tmp_path).files
    assert kept["crest.png"] == picture()
    known = {name: data for name, data in kept.items() if name != "report.yaml"}
    then = read_reference(tmp_path, {**known, "report.yaml": b"emblem: crest.png\n"})
    assert then.files["crest.png"] == picture()
