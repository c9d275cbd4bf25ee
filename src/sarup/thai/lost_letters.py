"""Words that lost a letter on their way from a PDF: ส านักงาน and สานักงาน for สำนักงาน.

A PDF often draws ำ as two signs of which one is lost. With a space in its place no Thai word is possible; without one
the text is read in both ways, by the frequencies of the Thai National Corpus, and told where the mended way is far
likelier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from math import log10

from sarup.thai.words import split_words, word_counts

SARA_AM, SARA_AA, SARA_E = "\u0e33", "\u0e32", "\u0e40"
_SIGNS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_LETTER = "\u0e01-\u0e2e"
# No word begins with a sign or with ำ or า, so a space before one came from elsewhere.
_SPACE = "[ \u00a0]{1,3}"
_APART = re.compile(
    f"(?<=[{_LETTER}]){_SPACE}(?:(?P<tone>[\u0e48-\u0e4b]?)(?P<letter>[{SARA_AA}{SARA_AM}])|(?=[{_SIGNS}]))"
)
_RUN = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]+")
# How much rarer than the word itself its broken spelling is taken to be, and a letter of no word; tenth powers.
_LOSS, _LOSS_BESIDE, _UNKNOWN = 4.0, 2.0, 8.0
_SURE = 0.5
# Words that these reports have far more often than the corpus, and which nothing else looks like.
_OFTEN = dict.fromkeys(
    (
        "นำเสนอ", "จัดทำ", "คำสั่ง", "ลำดับ", "ต่ำกว่า", "นำส่ง", "นำเข้า", "นำไป", "ประจำปี", "ทำงาน", "การทำงาน", "กำกับ",
        "กระทำ", "ทำได้", "ทำการ", "คำตอบ", "คำนวณ", "คำแนะนำ", "น้ำประปา", "แม่น้ำ", "จำเป็น", "ผู้นำ", "จำกัด",
    ),
    300_000,
)  # fmt: skip
_RARE, _SHORTEST, _AROUND = 30, 4, 60


@dataclass(frozen=True)
class LostLetters:
    """A stretch of text as typed and as it was probably written."""

    typed: str
    mended: str


def lost_letters(text: str) -> list[LostLetters]:
    """Return the words of a text that lost ำ or stand apart from their signs, each once, in their order.

    >>> [one.mended for one in lost_letters("ส านักงานด าเนินการ จานวน ๖ ช่องทาง")]
    ['สำนักงาน', 'ดำเนินการ', 'จำนวน']
    """
    found = [*_apart(text), *_swallowed(text, _LOSS)]
    if found:
        # One copied word tells of others beside it.
        found += _swallowed(text, _LOSS_BESIDE)
    return list(dict.fromkeys(found))


def _apart(text: str) -> Iterator[LostLetters]:
    """Yield words with a space inside, before a letter or a sign that begins none."""
    if not _APART.search(text):
        return
    mended, origin = _joined(text)
    at = 0
    for word in split_words(mended):
        start, at = at, at + len(word)
        typed = text[origin[start] : origin[at]].strip()
        if typed != word.strip() and _APART.search(typed):
            yield LostLetters(typed, word.strip())


def _joined(text: str) -> tuple[str, list[int]]:
    """Return the text with what stands apart joined, and for each of its offsets the offset in the text."""
    letters: list[str] = []
    origin: list[int] = []
    at = 0
    for found in _APART.finditer(text):
        letters += text[at : found.start()]
        origin += range(at, found.start())
        new = _mended(text, found)
        letters += new
        origin += [found.start()] * len(new)
        at = found.end()
    return "".join([*letters, text[at:]]), [*origin, *range(at, len(text) + 1)]


def _mended(text: str, found: re.Match[str]) -> str:
    """Return what stood where a word is torn: ำ, or the า of เขา; nothing before a sign, which stays."""
    if not found["letter"]:
        return ""
    return f"{found['tone']}{SARA_AA if text[found.start() - 2 : found.start() - 1] == SARA_E else SARA_AM}"


def _swallowed(text: str, loss: float) -> Iterator[LostLetters]:
    """Yield words that stand with า for ำ, where reading them so is far likelier than any other reading."""
    for run in _RUN.findall(text):
        if SARA_AA in run:
            yield from _swallowed_in(run, loss)


@lru_cache(16_384)
def _swallowed_in(run: str, loss: float) -> tuple[LostLetters, ...]:
    """Return the words of letters without a space between them: the same stand in many texts."""
    broken, pattern = _broken_words()
    words: list[LostLetters] = []
    known_to = 0
    for found in pattern.finditer(run):
        if found.end() > known_to:
            known_to = found.end() + _AROUND // 2
            around = run[max(0, found.start() - _AROUND) : found.end() + _AROUND]
            words += [LostLetters(typed, broken[typed]) for typed in _read(around, broken, loss)]
    return tuple(words)


def _read(run: str, broken: Mapping[str, str], loss: float) -> list[str]:
    """Return the broken words of a run's likeliest reading; none where the text as it stands reads almost as well."""
    costs, longest = _costs()
    best: list[tuple[float, int, bool]] = [(0.0, 0, False)]
    plain = [0.0]
    for end in range(1, len(run) + 1):
        ways = [(best[end - 1][0] + _UNKNOWN, end - 1, False)]
        plain_ways = [plain[end - 1] + _UNKNOWN]
        for start in range(max(0, end - longest), end):
            word = run[start:end]
            if word in costs:
                ways.append((best[start][0] + costs[word], start, False))
                plain_ways.append(plain[start] + costs[word])
            elif word in broken:
                ways.append((best[start][0] + costs[broken[word]] + loss, start, True))
        best.append(min(ways))
        plain.append(min(plain_ways))
    if plain[-1] - best[-1][0] < _SURE:
        return []
    words, end = [], len(run)
    while end:
        _, start, is_broken = best[end]
        words += [run[start:end]] if is_broken else []
        end = start
    return words[::-1]


@lru_cache(maxsize=1)
def _costs() -> tuple[Mapping[str, float], int]:
    """Return how unlikely each word is, and the letters of the longest."""
    counts = {**word_counts(), **_OFTEN}
    total = log10(sum(counts.values()))
    return {word: total - log10(count) for word, count in counts.items()}, max(map(len, counts))


@lru_cache(maxsize=1)
def _broken_words() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Return broken spelling -> word, and a pattern that finds any of them."""
    counts = {**word_counts(), **_OFTEN}
    broken = {
        word.replace(SARA_AM, SARA_AA): word
        for word, count in sorted(counts.items(), key=lambda one: one[1])
        if SARA_AM in word and count >= _RARE and len(word) >= _SHORTEST
    }
    broken = {typed: word for typed, word in broken.items() if typed not in counts}
    return broken, re.compile(_trie_pattern(sorted(broken)))


def _trie_pattern(words: list[str], depth: int = 0) -> str:
    """Return a pattern of sorted words that looks at each letter once; the shortest of nested words is enough."""
    parts = []
    for letter, group in groupby(words, key=lambda word: word[depth]):
        same = [*group]
        ends = any(len(word) == depth + 1 for word in same)
        parts.append(letter if ends else letter + _trie_pattern(same, depth + 1))
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
