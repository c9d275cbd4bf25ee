"""Lines of a text as paragraphs: numerals apart from words, and which line somebody underlined."""

from sarup.render.content.paragraphs import Paragraph, split_paragraphs


def test_the_line_that_is_underlined_is_so_and_no_other() -> None:
    text = "ผลการดำเนินการ\n๑. จัดอบรม\n๒. ประชุม"
    assert split_paragraphs(text, {"๑. จัดอบรม"}) == (
        Paragraph("", "ผลการดำเนินการ"),
        Paragraph("๑.", "จัดอบรม", is_underlined=True),
        Paragraph("๒.", "ประชุม"),
    )
    assert split_paragraphs(" \n") == (Paragraph("", "-"),)
