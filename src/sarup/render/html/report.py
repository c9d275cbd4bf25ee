"""The report as one self-contained web page."""

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sarup.assets import asset_path
from sarup.render.content.cells import print_cell
from sarup.render.content.document import Document
from sarup.render.html.charts import draw_chart
from sarup.render.html.filters import read_filters
from sarup.render.html.text import (
    css_string,
    link_figure,
    mark_figures,
    mark_lines,
    mark_words,
    page_counter,
)

PICTURES = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}


def write_html(document: Document, path: Path) -> None:
    """Write the report as one page that asks nothing of any other place; same document, same bytes."""
    script = asset_path("templates/report/page.js").read_text(encoding="utf-8")
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            document=document,
            labels=document.labels,
            filters=read_filters(document),
            origin_names={origins.name for origins in document.origins},
            most_columns=_most_columns(document),
            # Safe: our own file, without a closing tag; the page's policy lets no other script run.
            script=Markup(script),
            script_hash=b64encode(sha256(script.encode()).digest()).decode("ascii"),
            # Cut down to Thai and Latin; other scripts fall back to the reader's own fonts.
            regular=font_data("Sarabun-Regular.woff2"),
            bold=font_data("Sarabun-Bold.woff2"),
        )
    )
    path.write_bytes(page.encode("utf-8", "replace"))


@lru_cache(maxsize=2)
def font_data(name: str) -> str:
    """Return a font of the templates as base64, for a page that asks nothing of any other place."""
    return b64encode(asset_path(f"templates/fonts/{name}").read_bytes()).decode("ascii")


def picture_data(data: bytes, kind: str) -> str:
    """Return a picture as an address that holds it."""
    return f"data:{PICTURES[kind]};base64,{b64encode(data).decode('ascii')}"


def _most_columns(document: Document) -> int:
    tables = [table.heads for table in (document.status_table, *document.annexes)]
    return max(len(heads) for heads in (*tables, document.item_heads, document.origin_heads))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(asset_path("templates/report")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(words=mark_words, lines=mark_lines, figures=mark_figures, css_string=css_string)
    environment.globals.update(
        print_cell=print_cell,
        page_counter=page_counter,
        link_figure=link_figure,
        draw_chart=draw_chart,
        picture_data=picture_data,
    )
    return environment
