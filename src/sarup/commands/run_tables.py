"""A run's outcome as small tables in Thai: the files that somebody must mend, and the divisions that still owe one."""

from collections.abc import Mapping
from pathlib import Path

from sarup.codes import Verdict
from sarup.commands.run_summary import FileVerdict, RunSummary
from sarup.phrases import Phrases

# So many lines are read; the report's own tables have all.
LONGEST = 200
TABLE_HEADS = "run.table"


def verdict_table(summary: RunSummary, phrases: Phrases) -> list[dict[str, str]]:
    """Return a line for each file that somebody must look at, the worst first: division, file, verdict, reason."""
    open_files = [one for one in summary.files if not one.is_superseded and one.verdict != Verdict.ACCEPTED]
    worst_first = sorted(open_files, key=lambda one: -list(Verdict).index(one.verdict))
    heads = phrases.options(TABLE_HEADS)
    return [_line(one, heads, phrases) for one in worst_first[:LONGEST]]


def completeness_table(summary: RunSummary, phrases: Phrases) -> list[dict[str, str]]:
    """Return a line for each division whose report does not count yet: who sent nothing first, then who must mend."""
    heads = phrases.options(TABLE_HEADS)
    owing = [(name, phrases.texts["run.missing"]) for name in summary.missing]
    owing += [(name, phrases.texts["run.to_mend"]) for name in summary.not_accepted]
    return [{heads["division"]: name, heads["state"]: state} for name, state in owing[:LONGEST]]


def links_text(summary: RunSummary) -> str:
    """Return the documents, the database and the letters as a list of links in Markdown."""
    paths = [Path(path).resolve() for path in (*summary.written, *summary.letters)]
    return "\n".join(f"- [{path.name}]({path.as_uri()})" for path in paths[:LONGEST])


def _line(file: FileVerdict, heads: Mapping[str, str], phrases: Phrases) -> dict[str, str]:
    key = f"verdict.plan.{file.verdict}" if file.is_plan else f"verdict.{file.verdict}"
    verdict = phrases.texts[key if key in phrases else f"verdict.{file.verdict}"]
    values = {"division": file.division, "file": file.file_name, "verdict": verdict, "reason": file.reason}
    return {heads[name]: value for name, value in values.items()}
