"""The README says what is there: its queries, its picture, its commands, its paths."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.main import get_command

from sarup.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
QUERIES = sorted((ROOT / "warehouse" / "queries").glob("*.sql"))
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MADE_BY_A_RUN = ("warehouse/as-of", "warehouse/editions", "warehouse/output", "warehouse/sarup.duckdb")


@pytest.fixture(scope="module")
def readme() -> str:
    """Return the README."""
    return (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(readme: str, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return [text for name, text in FENCE.findall(readme) if name == language]


def test_it_quotes_five_of_the_queries_word_for_word(readme: str) -> None:
    quoted = blocks(readme, "sql")
    assert len(set(quoted)) == len(quoted) == 5
    assert set(quoted) <= {path.read_text(encoding="utf-8") for path in QUERIES}


def test_it_has_one_picture_that_can_be_read(readme: str) -> None:
    pictures = re.findall(r"!\[(.+?)\]\((.+?)\)", readme)
    assert len(pictures) == 1
    assert ElementTree.parse(ROOT / pictures[0][1]).getroot().tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize("page", ["README.md", "warehouse/README.md", *(f"docs/adr/{n:04}" for n in range(1, 7))])
def test_its_links_lead_somewhere(page: str) -> None:
    path = ROOT / page if page.endswith(".md") else next(ROOT.glob(f"{page}-*.md"))
    for link in re.findall(r"\]\(([^)#]+?)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / link).exists(), link


def test_its_two_commands_set_everything_up_themselves(readme: str) -> None:
    commands = [block.strip() for block in blocks(readme, "sh") if block.startswith("pip install uv && ")]
    assert commands == [
        "pip install uv && uv run sarup report 2564-6m "
        "--inbox examples/tpso-2564/inbox --reference examples/tpso-2564/reference",
        "pip install uv && uv run pytest",
    ]


def test_every_command_of_sarup_stands_in_it(readme: str) -> None:
    used = set(re.findall(r"uv run sarup (\w+)", "".join(blocks(readme, "sh"))))
    assert used == set(get_command(app).commands)  # type: ignore[attr-defined]


def test_every_option_it_uses_exists(readme: str) -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for name, rest in re.findall(r"uv run sarup (\w+)(.*)", "".join(blocks(readme, "sh"))):
        known = {option for parameter in commands[name].params for option in parameter.opts}
        assert set(re.findall(r"--[\w-]+", rest)) <= known


def test_its_paths_exist(readme: str) -> None:
    named = re.findall(r"(?:examples|src|sql|templates|benchmarks|tests|flows|expectations|warehouse)/[\w./-]+", readme)
    missing = [path for path in named if not path.startswith(MADE_BY_A_RUN) and not (ROOT / path.rstrip(".")).exists()]
    assert named and missing == []


def test_it_lists_the_checks_that_ci_runs(readme: str) -> None:
    steps = re.findall(r"^step (uv .+)$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    listed = [line for block in blocks(readme, "sh") for line in block.splitlines()]
    assert (
        steps and [step.replace(" --quiet", "") for step in steps if step.replace(" --quiet", "") not in listed] == []
    )


def test_the_sections_stand_in_the_order_of_the_readers(readme: str) -> None:
    heads = [head.split(":")[0] for head in re.findall(r"^## (.+)$", readme, re.MULTILINE)]
    assert heads == ["Two commands", "For focal points", "For the planning office", "For analysts", "For engineers"]
