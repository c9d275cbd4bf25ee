"""Do the tests see small changes? `uv run python tests/mutation` tries some 280 of them, each in a copy of the tree.

Exit code 0: at least 90 % were seen; 1: fewer; 2: a fixed mutation has lost its place, or tests fail without any.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from draw import draw_mutations, read_concerns, read_fixed
from mutation import Mutation
from table import FLOOR_PCT, killed_pct, read_reasons, write_table
from trial import Trials

ROOT = Path(__file__).resolve().parents[2]


def main(words: Sequence[str] | None = None) -> int:
    """Draw, try, write the table and say the share."""
    options = _parser().parse_args(words)
    concerns = read_concerns()
    try:
        mutations = _chosen(options, [*read_fixed(ROOT), *draw_mutations(ROOT, concerns, options.from_seed)])
        if options.list:
            for one in mutations:
                print(f"{one.code}  {one.file}:{one.line}  {one.kind}  {one.name}")
                print(f"    - {one.before.strip()}\n    + {one.after.strip()}")
            return 0
        options.results.parent.mkdir(parents=True, exist_ok=True)
        trials = Trials(ROOT, options.results, concerns, options.processes, options.seconds, _tell, options.first)
        results = trials.run_all(mutations, options.resume)
    except (LookupError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 2
    reasons = read_reasons()
    write_table(options.table, mutations, results, reasons)
    share = killed_pct(list(results.values()))
    unnamed = [one.code for one in mutations if not results[one.code].is_killed and one.code not in reasons]
    print(f"{share:.1f} % of {len(results)} mutations killed; {len(unnamed)} survivors without a reason")
    print(f"table: {options.table}")
    return 0 if share >= FLOOR_PCT else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python tests/mutation", description=__doc__)
    parser.add_argument("--only", metavar="WORDS", help="mutations whose file, name or code has these words")
    parser.add_argument("--from-seed", type=int, default=12, help="another number draws others (default: 12)")
    parser.add_argument("--limit", type=int, help="so many, spread over the whole list, fixed ones first")
    parser.add_argument("--resume", action="store_true", help="do not try again what is known by its content")
    parser.add_argument("--first", type=int, help="only so many runs of tests a mutation; go on later with --resume")
    parser.add_argument("--list", action="store_true", help="list them and try none")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=900, help="the longest run of tests; more counts as killed")
    parser.add_argument("--table", type=Path, default=ROOT / ".mutation" / "table.md")
    parser.add_argument("--results", type=Path, default=Path(__file__).with_name("results.jsonl"))
    return parser


def _chosen(options: argparse.Namespace, mutations: Sequence[Mutation]) -> list[Mutation]:
    words = options.only or ""
    chosen = [one for one in mutations if words in one.file or words in one.name or words in one.code]
    if options.limit is None or options.limit >= len(chosen):
        return chosen
    fixed = [one for one in chosen if one.name][: options.limit]
    drawn = [one for one in chosen if not one.name]
    room = options.limit - len(fixed)
    return [*fixed, *(drawn[place * len(drawn) // room] for place in range(room))]


def _tell(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
