"""The table of killed and survived, and what is said in short."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from mutation import Mutation
from trial import Result

HERE = Path(__file__).resolve().parent
FLOOR_PCT = 90


def read_reasons() -> dict[str, str]:
    """Return code -> reason of survivors.yaml. Raises ValueError for one without a reason."""
    entries = yaml.safe_load((HERE / "survivors.yaml").read_text(encoding="utf-8")) or []
    for entry in entries:
        if not str(entry.get("reason") or "").strip():
            raise ValueError(f"tests/mutation/survivors.yaml gives no reason for {entry['code']}")
    return {str(entry["code"]): str(entry["reason"]) for entry in entries}


def killed_pct(results: Sequence[Result]) -> float:
    """Return the share of killed mutations in percent; 0 without any."""
    return 100 * sum(result.is_killed for result in results) / len(results) if results else 0.0


def write_table(
    path: Path, mutations: Sequence[Mutation], results: Mapping[str, Result], reasons: Mapping[str, str]
) -> None:
    """Write the summary by folder, the survivors with their reasons, and every mutation."""
    tried = [one for one in mutations if one.code in results]
    lines = ["# Mutations", "", *_summary(tried, results), "", "## Survived", ""]
    lines += ["| code | where | before | after | why nobody need see it |", "|---|---|---|---|---|"]
    for one in (one for one in tried if not results[one.code].is_killed):
        lines.append(f"{_row(one)} {reasons.get(one.code, '**no reason given**')} |")
    lines += ["", "## All", "", "| code | where | before | after | outcome | s | by |", "|---|---|---|---|---|---|---|"]
    for one in tried:
        result = results[one.code]
        lines.append(f"{_row(one)} {result.outcome} | {result.seconds:.0f} | {_cell(result.by)} |")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _summary(tried: Sequence[Mutation], results: Mapping[str, Result]) -> list[str]:
    folders: dict[str, list[Result]] = {}
    for one in tried:
        folders.setdefault(str(Path(one.file).parent), []).append(results[one.code])
    folders["all"] = [results[one.code] for one in tried]
    lines = ["| folder | mutations | killed | survived | killed % |", "|---|---|---|---|---|"]
    for folder, found in folders.items():
        killed = sum(result.is_killed for result in found)
        lines.append(f"| {folder} | {len(found)} | {killed} | {len(found) - killed} | {killed_pct(found):.1f} |")
    return lines


def _row(one: Mutation) -> str:
    where = f"{one.file}:{one.line}" + (f" ({one.name})" if one.name else "")
    before, after = _differing(one.before, one.after)
    return f"| {one.code} | {where} | {_cell(before)} | {_cell(after)} |"


def _differing(before: str, after: str) -> tuple[str, str]:
    """Return the lines of both that differ, without their indents."""
    pairs = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=False) if a != b]
    return ("\n".join(a.strip() for a, _ in pairs) or before), ("\n".join(b.strip() for _, b in pairs) or after)


def _cell(text: str) -> str:
    plain = " ".join(text.split()).replace("|", "\\|")
    return f"`{plain}`" if plain else ""
