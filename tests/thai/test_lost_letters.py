"""Words that lost ำ are found with the word that was meant, and good Thai is left alone: 10,000 sentences and more."""

import random
import re
from importlib.resources import files
from pathlib import Path

import pytest

from sarup.thai.garbled import garbled_texts
from sarup.thai.lost_letters import lost_letters
from sarup.thai.words import word_counts

ROOT = Path(__file__).resolve().parents[2]
SENTENCE = re.compile(r"[\u0e00-\u0e7f0-9 .,()“”/-]{12,}")
SARA_AM = re.compile("(?<=[ก-ฮ])([่-๋]?)ำ")


def sentences_of_the_house() -> list[str]:
    """Return what the documents of the sample and our own sentences say."""
    places = [
        *(ROOT / "tests/golden").glob("*.txt"), ROOT / "tests/earlier_report/published-2564-6m.txt",
        ROOT / "templates/phrases.yaml", *(ROOT / "docs").glob("*.th.md"), ROOT / "expectations/rules.yaml",
        ROOT / "sql/columns.yaml",
    ]  # fmt: skip
    told = {part.strip() for place in places for part in SENTENCE.findall(place.read_text(encoding="utf-8"))}
    return sorted(part for part in told if re.search("[ก-ฮ]", part))


def titles() -> list[str]:
    """Return names of articles on everything, places and persons of all countries among them."""
    lines = (files("pythainlp") / "corpus/wikipedia_titles_th.txt").read_text(encoding="utf-8").splitlines()
    return random.Random(2564).sample([line for line in lines if len(line) >= 14 and re.search("[ก-ฮ]", line)], 10_000)


def words_in_a_row() -> list[str]:
    """Return lines of words as often as the corpus has them, run together in ways nobody ever wrote."""
    counts = word_counts()
    draw = random.Random(2565)
    return ["".join(draw.choices(list(counts), list(counts.values()), k=8)) for _ in range(2_000)]


def test_good_thai_is_left_alone() -> None:
    texts = [*sentences_of_the_house(), *titles(), *words_in_a_row()]
    assert len(texts) > 13_000
    assert [(text, found) for text in texts if (found := lost_letters(text) or garbled_texts(text))] == []


@pytest.mark.parametrize(("left", "at_least"), [(" \\1า", 0.99), ("\\1า", 0.85)], ids=["a space", "nothing"])
def test_most_texts_that_lost_the_letter_are_found(left: str, at_least: float) -> None:
    texts = [text for text in sentences_of_the_house() if SARA_AM.search(text)]
    found = [text for text in texts if lost_letters(SARA_AM.sub(left, text))]
    assert len(texts) > 300
    assert len(found) / len(texts) >= at_least


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("ส านักงาน", ["สำนักงาน"]),
        ("สานักงาน", ["สำนักงาน"]),
        ("ได้กาหนดแผน", ["กำหนด"]),
        ("ด าเนินการแล้ว", ["ดำเนินการ"]),
        ("จานวน ๓ เรื่อง", ["จำนวน"]),
        ("น ้าประปา", ["น้ำประปา"]),
        ("ท ี่ประชุม", ["ที่ประชุม"]),
        ("เข าประชุม", ["เขา"]),
        ("ส ำนักงาน", ["สำนักงาน"]),
        ("สานักงานออกคาสั่ง", ["สำนักงาน", "คำสั่ง"]),
        ("อาสานักเรียน ชาวนาเสนอราคา เจรจาเป็นภาษาไทย ทาสีให้", []),
        ("ก" * 5000 + "า" * 5000, []),
    ],
)
def test_the_word_that_was_meant_is_told(typed: str, mended: list[str]) -> None:
    assert [one.mended for one in lost_letters(typed)] == mended
