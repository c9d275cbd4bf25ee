"""How well forms are judged: `uv run python -m tests.intake_quality`.

Precision: honest forms of invented offices by several writers and in several formats, of the second office and of the
sample. Recall: forms with one fault each. Exit code 1 where an honest form gets an error, more than one in twenty a
warning, or fewer than 98 of 100 faults are found at their cell by one finding.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.intake_quality.honest import Precision, judge_offices
from tests.intake_quality.recall import OF_THE_FORMAT, Tried, judge_faults

ROOT = Path(__file__).resolve().parents[1]
LEAST_FOUND_PCT, MOST_WARNED_PCT = 98.0, 5.0
# Files of the two offices that are faulty on purpose.
FAULTY = ()


def main(words: Sequence[str] | None = None) -> int:
    """Judge, print both tables and what is wrong in detail."""
    parser = argparse.ArgumentParser(prog="python -m tests.intake_quality", description=__doc__)
    parser.add_argument("--offices", type=int, default=300)
    parser.add_argument("--faults", type=int, default=1000)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        precise = judge_offices(options.offices, Path(folder), _tell) if options.offices else None
    with tempfile.TemporaryDirectory() as folder:
        tried = judge_faults(options.faults, Path(folder), _tell).tried if options.faults else ()
    is_good = True
    if precise:
        is_good &= _show_precision(precise)
    if tried:
        is_good &= _show_recall(tried)
    return 0 if is_good else 1


def _show_precision(precise: Precision) -> bool:
    print(f"\n{'written by':12} {'forms':>6} {'errors':>7} {'warnings':>9} {'notices':>8}")
    wrong = [one for one in precise.found if one.rule not in OF_THE_FORMAT]
    forms = {**precise.forms, "plan": len({one.file for one in wrong if one.writer == "plan"})}
    for writer, count in sorted(forms.items()):
        by = Counter(one.severity for one in wrong if one.writer == writer)
        print(f"{writer:12} {count:6} {by['error']:7} {by['warning']:9} {by['notice']:8}")
    for one in [one for one in wrong if one.severity != "notice"][:40]:
        print(
            f"  {one.severity} {one.rule} {one.writer} {one.file} {one.cell}: {one.typed[:60]} | {one.sentence[:120]}"
        )
    total = precise.forms.total()
    warned = len({one.file for one in wrong if one.severity == "warning"})
    errors = sum(one.severity == "error" for one in wrong)
    print(f"precision: {total} honest forms: {errors} errors; a warning on {warned} ({100 * warned / total:.1f} %)")
    return errors == 0 and 100 * warned / total <= MOST_WARNED_PCT


def _show_recall(tried: Sequence[Tried]) -> bool:
    by_kind: dict[str, list[Tried]] = {}
    for one in tried:
        by_kind.setdefault(one.kind, []).append(one)
    print(f"\n{'kind of fault':44} {'tried':>6} {'found':>6}")
    for name, group in by_kind.items():
        print(f"{name:44} {len(group):6} {sum(one.is_found for one in group):6}")
    for one in [one for one in tried if not one.is_found][:60]:
        place = f"{one.fault.table}!{one.fault.row_no} {'/'.join(sorted(one.fault.columns))}"
        told = "; ".join(f"{t.rule} {t.table}!{t.cell} {t.sentence[:70]}" for t in one.right + one.beside)
        print(f"  {one.kind} ({one.file}, {'/'.join(sorted(one.fault.rules))[:20]} {place}): {told or 'nothing'}")
    found = sum(one.is_found for one in tried)
    share = 100 * found / len(tried)
    print(
        f"recall: {len(by_kind)} kinds, {len(tried)} faults: {found} found at their cell by one finding ({share:.1f} %)"
    )
    return share >= LEAST_FOUND_PCT


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
