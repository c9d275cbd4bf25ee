"""Pictures inside Word documents: in line with the text, with a name and a text alternative."""

import io
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from lxml import etree  # type: ignore[import-untyped]
from markupsafe import Markup, escape

from sarup.render.content.document import Picture
from sarup.render.docx.base import xml_letters
from sarup.render.typst.typesetting import typeset_png, typst_literal

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
# Sharp in print at the size of an emblem.
_PPI = 300.0


def picture_run(part: Any, png: bytes, width_pt: float, name: str, alt: str) -> Any:
    """Return a run that shows a PNG so many points wide; its bytes become a part of the document.

    Equal pictures share one part. The number of the drawing is that of its picture's relation.
    """
    key, image = part.get_or_add_image(io.BytesIO(png))
    wide = Pt(width_pt)
    high = round(wide * image.px_height / image.px_width)
    number = key.removeprefix("rId")
    attributes = f'name="{_attribute(name)}" descr="{_attribute(alt)}"'
    return parse_xml(
        f"<w:r {nsdecls('w', 'wp', 'a', 'pic', 'r')}><w:drawing>"
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" {attributes}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" {attributes}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def picture_markup(part: Any, png: bytes, width_pt: float, name: str, alt: str) -> Markup:
    """Return the run of a picture as docxtpl puts it in place of a field; see picture_run."""
    run = picture_run(part, png, width_pt, name, alt)
    return Markup(etree.tostring(run, encoding="unicode").replace("{", "&#123;").replace("}", "&#125;"))


def emblem_png(emblem: Picture, height_pt: float) -> bytes:
    """Return an emblem as PNG; one that is none is drawn anew, fit for `height_pt`.

    Raises typst.TypstError for bytes that are no picture.
    """
    if emblem.kind == "png":
        return emblem.data
    data = emblem.data.decode() if emblem.kind == "svg" else list(emblem.data)
    source = (
        f"#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        f"#image(bytes({typst_literal(data)}), height: {height_pt}pt)"
    )
    return typeset_png(source, _PPI)


def width_for(png: bytes, height_pt: float) -> float:
    """Return how many points wide a PNG is when it stands `height_pt` high."""
    wide, high = _pixels(png)
    return height_pt * wide / high


def height_for(png: bytes, width_pt: float) -> float:
    """Return how many points high a PNG is when it is `width_pt` wide."""
    wide, high = _pixels(png)
    return width_pt * high / wide


def _pixels(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def _attribute(text: str) -> str:
    return str(escape(" ".join(xml_letters(text).split())))
