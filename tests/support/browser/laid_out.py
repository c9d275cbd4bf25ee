"""What a reader sees of a page: where lines end, what overflows, what covers what."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from playwright.sync_api import Locator, Page
from pythainlp.corpus.common import thai_words
from pythainlp.tokenize.newmm import segment
from pythainlp.util import Trie

# The dictionary has them, the language has not: (ดำเนิน)การ|ตาม.
NO_WORDS = frozenset({"การตาม"})

# Returns for each element its letters and, for each that is drawn, the middle of its line.
_LETTERS = """(elements) => elements.map((element) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const letters = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at += 1) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = [...range.getClientRects()].find((one) => one.height > 0);
      letters.push([node.data[at], box ? Math.round((box.top + box.bottom) / 2) : null]);
    }
  }
  return letters;
})"""
_WIDER = """() => [...document.querySelectorAll("h1, h2, h3, h4, tbody th, tbody td, tfoot th, tfoot td, li, p")]
  .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
  .map((element) => element.textContent.slice(0, 80))"""
_ON_TOP = """(element) => {
  const box = element.getBoundingClientRect();
  const seen = document.elementFromPoint(box.left + Math.min(box.width, 24) / 2, box.top + 6);
  return element.contains(seen) && box.top >= 0 && box.top < innerHeight;
}"""


@lru_cache(maxsize=1)
def _dictionary() -> Trie:
    return Trie(thai_words() - NO_WORDS)


def newmm_words(text: str) -> list[str]:
    """Return the words of a text by the dictionary of PyThaiNLP, without any word of ours."""
    return [str(word) for word in segment(text, custom_dict=_dictionary())]


def broken_words(places: Locator) -> list[str]:
    """Return the words over whose letters a line ends, as "before|after"."""
    found = []
    for letters in places.evaluate_all(_LETTERS):
        at = 0
        for word in newmm_words("".join(letter for letter, _ in letters)):
            inside = letters[at : at + len(word)]
            at += len(word)
            if word.strip():
                found += _breaks(inside)
    return found


def _breaks(letters: Sequence[tuple[str, int | None]]) -> list[str]:
    drawn = [(n, top) for n, (_, top) in enumerate(letters) if top is not None]
    word = "".join(letter for letter, _ in letters)
    # Letters of one line differ in height by less than half a line where another font draws one of them.
    return [f"{word[:n]}|{word[n:]}" for (_, before), (n, after) in pairwise(drawn) if after > before + 9]


def lines_that_begin_with(mark: str, places: Locator) -> list[str]:
    """Return the end of each line behind which the next begins with the mark."""
    found = []
    for letters in places.filter(has_text=mark).evaluate_all(_LETTERS):
        drawn = [(letter, top) for letter, top in letters if top is not None and not letter.isspace()]
        for n, (letter, top) in enumerate(drawn[1:], 1):
            if letter == mark and top > drawn[n - 1][1] + 9:
                found.append("".join(one for one, _ in drawn[max(0, n - 12) : n + 1]))
    return found


def wider_than_their_place(page: Page) -> list[str]:
    """Return the beginning of each heading, cell and paragraph whose text runs out of it sideways."""
    return [str(text) for text in page.evaluate(_WIDER)]


def scrolls_sideways(page: Page) -> bool:
    """Return whether the page itself is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def is_on_top(place: Locator) -> bool:
    """Return whether the beginning of an element stands in the window with nothing over it."""
    return bool(place.evaluate(_ON_TOP))
