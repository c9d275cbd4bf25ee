"""A process of its own in which Typst typesets: `python -m sarup.render.typst.typesetter SECONDS < source > pdf`.

Typst keeps what it has laid out for as long as its process lives, and a fault in its native code would end a run.
Imports only what it needs, to begin at once.
"""

import sys

import typst

from sarup.assets import asset_path


def main() -> int:
    """Typeset standard input, dated at so many seconds since 1970; return 1 and say why if it cannot be typeset."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(asset_path("templates/fonts"))])
    source, dated = sys.stdin.buffer.read(), int(sys.argv[1])
    try:
        pdf = typst.compile(source, format="pdf", font_paths=fonts, pdf_standards=["a-2a", "ua-1"], timestamp=dated)
    except typst.TypstError as error:
        sys.stderr.write(str(error))
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
