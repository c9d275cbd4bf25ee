"""README, CONTRIBUTING and the page of each reader say what is there: queries, pictures, commands, paths, checks."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from PIL import Image
from typer.main import get_command

from sarup.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
QUERIES = sorted((ROOT / "warehouse" / "queries").glob("*.sql"))
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
READERS = ("focal-points.th", "planning-office.th", "analysts", "operators", "engineers")
PAGES = ("README.md", "CONTRIBUTING.md", *(f"docs/{reader}.md" for reader in READERS))
OTHER_PAGES = ("CHANGELOG.md", "docs/commands.md", "warehouse/README.md", "examples/tpso-2564/README.md")
DECISIONS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "adr").glob("*.md"))
FOLDERS = r"(?:\.ci|docs|examples|src|sql|templates|benchmarks|tests|flows|expectations|warehouse)"
MADE_BY_A_RUN = (
    "warehouse/as-of",
    "warehouse/editions",
    "warehouse/held",
    "warehouse/outbox",
    "warehouse/output",
    "warehouse/sarup.duckdb",
)
MOST_LINES = 120
MOST_PICTURE_BYTES = 200_000


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return [text for name, text in FENCE.findall(read(page)) if name == language]


def commands_of_sarup(page: str) -> list[tuple[str, str]]:
    """Return (command, the rest of its line) for every line that runs sarup."""
    return re.findall(r"uv run sarup (\w+)(.*)", "".join(blocks(page, "sh")))


def known_commands() -> dict[str, set[str]]:
    """Return the options of each command, of a family those of all its commands."""
    commands = get_command(app).commands  # type: ignore[attr-defined]
    families = {name: [one, *getattr(one, "commands", {}).values()] for name, one in commands.items()}
    return {
        name: {option for one in family for parameter in one.params for option in parameter.opts}
        for name, family in families.items()
    }


def test_the_readme_is_short_and_leads_to_every_reader() -> None:
    readme = read("README.md")
    assert len(readme.splitlines()) <= MOST_LINES
    assert [page for page in (*PAGES[1:], *OTHER_PAGES) if f"({page})" not in readme] == []


def test_the_analysts_page_quotes_five_of_the_queries_word_for_word() -> None:
    quoted = blocks("docs/analysts.md", "sql")
    assert len(set(quoted)) == len(quoted) == 5
    assert set(quoted) <= {path.read_text(encoding="utf-8") for path in QUERIES}


def test_the_readme_has_four_pictures_that_can_be_seen() -> None:
    pictures = re.findall(r"!\[(.+?)\]\((.+?)\)", read("README.md"))
    assert [Path(place).name for _, place in pictures] == [
        "report.png",
        "returned.png",
        "way-of-the-data.svg",
        "page.png",
    ]
    for _, place in (*pictures[:2], pictures[3]):
        assert (ROOT / place).stat().st_size < MOST_PICTURE_BYTES
        with Image.open(ROOT / place) as picture:
            picture.load()
            assert picture.width >= 800
    assert ElementTree.parse(ROOT / pictures[2][1]).getroot().tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize("page", [*PAGES, *OTHER_PAGES, *DECISIONS])
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+?)\)", read(page))
    missing = [
        link for link in links if not link.startswith("https://") and not (ROOT / page).parent.joinpath(link).exists()
    ]
    assert missing == []


def test_the_three_commands_set_everything_up_themselves() -> None:
    commands = [block.strip() for block in blocks("README.md", "sh") if block.startswith("pip install uv && ")]
    assert commands == [
        "pip install uv && uv run sarup report 2564-6m "
        "--inbox examples/tpso-2564/inbox --reference examples/tpso-2564/reference",
        "pip install uv && uv run pytest",
        "pip install uv && uv run sarup demo",
    ]


def test_every_command_of_sarup_stands_in_some_page() -> None:
    used = {name for page in PAGES for name, _ in commands_of_sarup(page)}
    assert used == set(known_commands())


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_in_a_page_exists(page: str) -> None:
    known = known_commands()
    for name, rest in commands_of_sarup(page):
        assert set(re.findall(r"--[\w-]+", rest)) <= known[name]


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_command_runs_or_reads_exists(page: str) -> None:
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    words = [word for line in lines for word in line.split("#")[0].split() if "/" in word or word.endswith(".py")]
    made = ("dist/", "forms")
    assert [word for word in words if not word.startswith(made) and not (ROOT / word).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_module_that_a_command_runs_exists(page: str) -> None:
    for module in re.findall(r"python -m ([\w.]+)", read(page)):
        place = module.replace(".", "/")
        files = (f"{place}.py", f"{place}/__main__.py")
        assert any((ROOT / folder / file).is_file() for folder in ("src", ".") for file in files), module


@pytest.mark.parametrize("page", PAGES)
def test_paths_exist(page: str) -> None:
    named = re.findall(rf"(?<![\w./-]){FOLDERS}/[\w./\u0e00-\u0e7f-]+", read(page))
    missing = [
        path
        for path in named
        if not path.startswith(MADE_BY_A_RUN)
        and not (ROOT / path.rstrip(".")).exists()
        and not ((ROOT / page).parent / path.rstrip(".")).exists()
    ]
    assert missing == []


def steps_of_ci() -> list[str]:
    """Return the commands that .ci/run runs with uv, as a person types them."""
    steps = re.findall(r"^step (uv .+)$", read(".ci/run"), re.MULTILINE)
    return [step.replace(" --quiet", "") for step in steps]


def test_contributing_lists_the_checks_that_ci_runs() -> None:
    listed = [line for block in blocks("CONTRIBUTING.md", "sh") for line in block.splitlines()]
    assert steps_of_ci() and [step for step in steps_of_ci() if step not in listed] == []


def test_pre_commit_runs_what_ci_runs_but_the_tests() -> None:
    (repository,) = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    assert repository["repo"] == "local"
    hooks = [hook["entry"] for hook in repository["hooks"]]
    assert hooks == [step for step in steps_of_ci() if step not in ("uv sync --locked", "uv run pytest")]


def test_the_readme_is_in_the_order_of_a_stranger() -> None:
    heads = re.findall(r"^## (.+)$", read("README.md"), re.MULTILINE)
    assert heads == ["Three commands", "Who reads on where", "What it does", "Licence"]


def test_the_newest_version_of_the_changelog_is_the_program_s() -> None:
    (version,) = re.findall(r'^version = "(.+)"$', read("pyproject.toml"), re.MULTILINE)
    heads = re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)
    assert next(head for head in heads if head != "Unreleased") == version
