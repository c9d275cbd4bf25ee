"""The mail that answers a file: receipt or returned letter, with the words of its page and the marked workbook."""

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import duckdb

from sarup.codes import MailKind, Severity, Verdict
from sarup.office.report_options import ReportOptions
from sarup.phrases import Phrases
from sarup.post.message import Attachment, Message
from sarup.render.returned.letter_page import Letter
from sarup.render.returned.outbox import letter_of
from sarup.render.returned.told_files import ToldFile, read_told

# The others bear their verdict's name.
SUBJECTS = {Verdict.ACCEPTED: "receipt"}


@dataclass(frozen=True)
class LetterDesk:
    """What letters are made with: the outbox of the home, and whether a division may answer by mail."""

    outbox: Path
    options: ReportOptions
    phrases: Phrases
    takes_mail: bool

    def messages(self, connection: duckdb.DuckDBPyConnection, round_code: str) -> list[Message]:
        """Return a message for every file of the round, and of no round, of which something is to be told still."""
        phrases = self.phrases.in_digits(self.options.digits)
        return [
            self._message(told, round_code, phrases)
            for told in read_told(connection, round_code, phrases)
            if not told.file.is_superseded
        ]

    def _message(self, told: ToldFile, round_code: str, phrases: Phrases) -> Message:
        workbook, subject = self.outbox / told.workbook, _subject(told, phrases)
        has_book = told.file.verdict == Verdict.RETURNED and workbook.is_file()
        letter = replace(letter_of(told, self.options, phrases), subject=subject)
        return Message(
            kind=MailKind.RECEIPT if told.file.letter == "receipt" else MailKind.RETURNED,
            content=_content(told),
            round_code=told.file.round_code or round_code,
            division_code=told.file.division_code,
            subject=subject,
            letter=self._with_attached(letter, phrases) if has_book else letter,
            attachments=(Attachment(_attached_name(told), workbook),) if has_book else (),
        )

    def _with_attached(self, letter: Letter, phrases: Phrases) -> Letter:
        """Return the letter with the way to send again that a mail with its workbook has."""
        page, mail = "letter.how_to_resubmit", f"mail.how_to_resubmit.{'mail' if self.takes_mail else 'folder'}"
        ways = {phrases.texts[page]: phrases.texts[mail]}
        return replace(letter, closing=tuple(ways.get(line, line) for line in letter.closing))


def _content(told: ToldFile) -> str:
    """Return what of a letter makes it another one: the file, its verdict, and where it is to be mended or looked at.

    Not the wording: a sentence that is put better is no news, and neither is a newer file of the division.
    """
    file = told.file
    places = sorted(
        f"{one.severity} {one.rule} {one.sheet} {one.cell} {one.column_name}"
        for one in told.findings
        if one.severity != Severity.NOTICE
    )
    text = "\n".join([file.submission_id, file.verdict, str(file.waits), *places])
    return sha256(text.encode()).hexdigest()


def _subject(told: ToldFile, phrases: Phrases) -> str:
    """Return the line that tells the outcome before anything is opened."""
    file = told.file
    outcome = "after_close" if file.waits else SUBJECTS.get(file.verdict, str(file.verdict))
    key = f"mail.subject.plan.{outcome}"
    if not file.is_plan or key not in phrases:
        key = f"mail.subject.{outcome}"
    known = file.label and file.fiscal_year_be and not file.is_plan
    label = phrases.round_of_year(file.label or "", file.fiscal_year_be or 0) if known else ""
    return phrases.say(key, division=file.division_name, round_label=phrases.number(label)).strip()


def _attached_name(told: ToldFile) -> str:
    """Return the name of the division's own file, as a workbook's: what follows version and hash in the outbox."""
    return told.workbook.name.split("-", 2)[2]
