"""Thai words: where a line may break, and what must stay together."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from sarup.thai.dates import FULL_MONTHS, SHORT_MONTHS

# Terms of these reports that the general dictionary would cut.
CUSTOM_WORDS = (
    "แนวทางปฏิบัติ",
    "แผนปฏิบัติการ",
    "ผลการดำเนินการ",
    "ตัวชี้วัด",
    "ผลลัพธ์",
    "ร้อยละ",
    "งบประมาณ",
    "ปีงบประมาณ",
    "สำนักงาน",
    "ธรรมาภิบาล",
    "จริยธรรม",
    "คุณธรรม",
    "ความโปร่งใส",
    "ผลประโยชน์ส่วนตน",
    "ผลประโยชน์ส่วนรวม",
    "ประพฤติมิชอบ",
    "เจตจำนงสุจริต",
    "เรื่องร้องเรียน",
    "ผู้มีส่วนได้ส่วนเสีย",
    "ผู้รับบริการ",
    "ควบคุมภายใน",
    "บริหารความเสี่ยง",
    "มาตรฐานจริยธรรม",
    "กล่อมเกลา",
    "หลักเกณฑ์",
    "พระราชบัญญัติ",
    "คณะกรรมการ",
    "ยุทธศาสตร์",
    "กลยุทธ์",
    "เบิกจ่าย",
    "ตรวจรับ",
    "แจ้งเวียน",
    "แนวทางแก้ไข",
)

# As often as a word of the dictionary stands in the corpus that the corpus happens not to have.
RARE_WORD = 30

# Words of the dictionary that cut the commoner word before them: เข้า|ใจถึง, ดำเนิน|การทบทวน.
_NOT_WORDS = frozenset(("ใจถึง", "การทบทวน"))

_CLASSIFIERS = (
    r"ครั้ง|คะแนน|เรื่อง|ราย|คน|เครือข่าย|ช่องทาง|ระบบ|โครงการ|กิจกรรม|"
    r"หน่วยงาน|ยุทธศาสตร์|ตัวชี้วัด|หลักสูตร|หลักเกณฑ์|แนวทาง|มาตรการ|นโยบาย|"
    r"ฉบับ|เล่ม|แห่ง|วัน|บาท|ข้อ|ไฟล์|แถว|เซลล์|หน้า|แผ่นงาน|เดือน|ปี|ประการ|"
    r"น\."
)
_ORDINALS = (
    r"ครั้งที่|ข้อที่|ข้อ|งวดที่|ระยะที่|รุ่นที่|หน้า|ตารางที่|แถวที่|"
    r"ยุทธศาสตร์ที่|กลยุทธ์ที่|วัตถุประสงค์"
)

# bounded, or a cell full of digits would take quadratic time
_NUMBER = "[0-9๐-๙][0-9๐-๙.,/]{0,19}"
_ANY_MONTH = "|".join(re.escape(month) for month in FULL_MONTHS + SHORT_MONTHS)
_TOGETHER = re.compile(
    "|".join(
        (
            rf"(?:[0-9๐-๙]{{1,2}}(?:[-–][0-9๐-๙]{{1,2}})? )?(?:{_ANY_MONTH}) ?[0-9๐-๙]{{2,4}}",
            rf"[พค]\.ศ\. ?{_NUMBER}",
            rf"รอบ {_NUMBER} เดือน",
            rf"(?:ร้อยละ|ระดับ|{_ORDINALS}) {_NUMBER}",
            # the span ends one letter into the classifier, which is enough to tie its whole word
            rf"{_NUMBER} (?=(?:{_CLASSIFIERS})).",
            r"(?<![ก-๙])(?:นาย|นางสาว|นาง) ?[ก-ฮเ-ไ]",
            r"(?<![ก-๙])(?:[ก-ฮ]{1,5}\.)+",
            r"[^\s] ?ๆ",
            # a time of day, a date in figures, or a number with its separators
            rf"[0-9๐-๙]{{1,4}}(?:[/.,:-][0-9๐-๙]{{1,4}}){{1,9}}(?: (?=(?:{_CLASSIFIERS})).)?",
        )
    )
)
_STAY_WITH_BEFORE = frozenset("ๆฯ)”]’,.:;!?")
_STAY_WITH_AFTER = frozenset("(“[‘")


def split_words(text: str) -> list[str]:
    """The words and the spaces between them, in order; joined they are the text again."""
    words: list[str] = []
    for part in re.findall(r"\s+|\S+", text):
        words.extend([part] if part.isspace() else _split_part(part))
    return words


def glue(words: Sequence[str]) -> list[str]:
    """The same text in pieces that a line break must not cut.

    ๆ ฯ and closing marks stay with the piece before, opening marks with the one after; a number stays
    with its classifier, ร้อยละ with its number, a date with its month and year. Other spaces remain
    pieces of their own.
    """
    text = "".join(words)
    tied = [False] * (len(text) + 1)
    for span in _TOGETHER.finditer(text):
        tied[span.start() + 1 : span.end()] = [True] * (span.end() - span.start() - 1)
    pieces: list[str] = []
    start = end = 0
    for word in words:
        if start < end and not _is_tied(text, end, tied):
            pieces.append(text[start:end])
            start = end
        end += len(word)
    return [*pieces, text[start:end]] if start < end else pieces


def _is_tied(text: str, at: int, tied: Sequence[bool]) -> bool:
    """Whether the boundary before `text[at]` must not be a line break."""
    if at >= len(text) or tied[at]:
        return at < len(text)
    before, after = text[at - 1], text[at]
    if before.isspace() or after.isspace():
        return False
    return after in _STAY_WITH_BEFORE or before in _STAY_WITH_AFTER


@lru_cache(maxsize=50_000)
def _split_part(part: str) -> tuple[str, ...]:
    words = tuple(_segmenter()(part))
    # the segmenter promises to keep every letter; if it does not, an unbroken part is the safe answer
    return words if "".join(words) == part else (part,)


@lru_cache(maxsize=1)
def word_counts() -> Mapping[str, int]:
    """How often each word stands in the Thai National Corpus; words of the dictionary alone count as rare ones."""
    _stay_offline()
    from pythainlp.corpus.common import thai_words
    from pythainlp.corpus.tnc import unigram_word_freqs

    return {**dict.fromkeys((*thai_words(), *CUSTOM_WORDS), RARE_WORD), **_common(unigram_word_freqs())}


def _common(counts: Mapping[str, int]) -> dict[str, int]:
    """Without the slips and fragments that any corpus has."""
    return {word: count for word, count in counts.items() if count >= RARE_WORD}


def _stay_offline() -> None:
    # it would otherwise look for, or create, a data folder and a network
    os.environ["PYTHAINLP_OFFLINE"] = "1"
    os.environ["PYTHAINLP_READ_ONLY"] = "1"


@lru_cache(maxsize=1)
def _segmenter() -> Callable[[str], list[str]]:
    """PyThaiNLP's newmm with our words, loaded at the first use because its dictionary takes a while."""
    _stay_offline()
    from pythainlp.corpus.common import thai_words
    from pythainlp.tokenize.newmm import segment
    from pythainlp.util import Trie

    known = Trie((thai_words() | set(CUSTOM_WORDS)) - _NOT_WORDS)

    def split(part: str) -> list[str]:
        return [str(word) for word in segment(part, custom_dict=known, safe_mode=len(part) > 300)]

    return split
