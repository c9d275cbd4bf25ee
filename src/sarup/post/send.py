"""Sending once: what the journal has not as sent goes to every contact that wants it, with a line before and after."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address

from sarup.codes import MailKind
from sarup.office.contacts import Contact, Contacts
from sarup.post.email_of import email_of
from sarup.post.message import Message
from sarup.post.outgoing import PAUSES, Outgoing
from sarup.record.mail_log import MailLog, MailState, SentMail


@dataclass(frozen=True)
class Told:
    """What became of a message to one contact, named by its role; `state` is no_address where nobody wants it."""

    kind: MailKind
    round_code: str
    division_code: str
    role: str
    subject: str
    state: str
    code: str = ""
    was_sent_before: bool = False


NO_ADDRESS = "no_address"


@dataclass(frozen=True)
class Sending:
    """How messages go out; without a journal nothing is remembered, as in a dry run."""

    contacts: Contacts
    sender: Address
    outgoing: Outgoing
    log: MailLog | None
    sent_at: datetime
    sleep: Callable[[float], None] = lambda _: None
    again: bool = False

    def send(self, messages: Iterable[Message]) -> list[Told]:
        """Send what is not yet sent; `again` also what the server once refused for good.

        What is put off is tried again after pauses, when all else has gone. A message that a killed run had begun to
        hand over is sent again under its Message-ID. Raises MailServerError where the server cannot be reached: what
        was sent is journaled, the rest lies ready.
        """
        told, open_ = [], []
        for message in messages:
            contacts = self.contacts.wanting(message.kind, message.division_code)
            for contact in contacts:
                told.append(self._send_one(message, contact))
                if told[-1].state == MailState.PUT_OFF:
                    open_.append((len(told) - 1, message, contact))
            if not contacts:
                told.append(_told(message, "", NO_ADDRESS))
        for pause in PAUSES:
            if not open_:
                break
            self.sleep(pause)
            for at, message, contact in open_:
                told[at] = self._send_one(message, contact)
            open_ = [one for one in open_ if told[one[0]].state == MailState.PUT_OFF]
        return told

    def _send_one(self, message: Message, to: Contact) -> Told:
        name = message.message_id(to.address, self.sender.domain)
        known = self.log.state_of(name) if self.log else None
        if known and known.is_done and not (self.again and known == MailState.REFUSED):
            return _told(message, to.role, known, was_sent_before=True)
        email = email_of(message, to, self.sender, self.sent_at)
        line = _line(message, name, to.role, self.sent_at)
        self.outgoing.make_ready()
        if self.log:
            self.log.note_sent(line)
        handed = self.outgoing.hand_over(email, to.address)
        if self.log:
            self.log.note_sent(replace(line, state=handed.state, detail=handed.code))
        return _told(message, to.role, handed.state, handed.code)


def note_elsewhere(
    messages: Iterable[Message], contacts: Contacts, sender: Address, log: MailLog, at: datetime
) -> list[Told]:
    """Journal messages as handed over in another way: they are never sent."""
    told = []
    for message in messages:
        for contact in contacts.wanting(message.kind, message.division_code):
            name = message.message_id(contact.address, sender.domain)
            known = log.state_of(name)
            if known is None or not known.is_done:
                log.note_sent(replace(_line(message, name, contact.role, at), state=MailState.ELSEWHERE))
                told.append(_told(message, contact.role, MailState.ELSEWHERE))
    return told


def _line(message: Message, name: str, role: str, at: datetime) -> SentMail:
    return SentMail(name, message.kind, message.round_code, message.division_code, role, MailState.HANDING_OVER, "", at)


def _told(message: Message, role: str, state: str, code: str = "", was_sent_before: bool = False) -> Told:
    where = (message.kind, message.round_code, message.division_code, role, message.subject)
    return Told(*where, str(state), code, was_sent_before)
