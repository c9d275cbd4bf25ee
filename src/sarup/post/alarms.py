"""Digests and alarms beside mail: LINE, Teams, webhooks and all else that Apprise knows, each told once."""

import logging
from datetime import datetime
from hashlib import sha256

from sarup.post.message import Message
from sarup.post.notices import short_text
from sarup.record.mail_log import MailLog, MailState, SentMail


def tell_once(urls: str, message: Message, log: MailLog, at: datetime) -> bool:
    """Tell a message at Apprise's addresses (spaces between them) that have not been told it; False where one failed.

    An address holds keys: only its digest is journaled. What failed is tried again by the next command.
    """
    done = True
    for url in urls.split():
        name = message.message_id(sha256(url.encode()).hexdigest(), "alarm")
        known = log.state_of(name)
        if known and known.is_done:
            continue
        where = (message.kind, message.round_code, message.division_code, "apprise")
        log.note_sent(SentMail(name, *where, MailState.HANDING_OVER, "", at))
        state = MailState.SENT if _tell(url, message) else MailState.PUT_OFF
        log.note_sent(SentMail(name, *where, state, "", at))
        done = done and state == MailState.SENT
    return done


def _tell(url: str, message: Message) -> bool:
    import apprise  # only who tells somebody waits for it

    # It writes addresses with their keys to its log.
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    service = apprise.Apprise()
    return service.add(url) and bool(service.notify(title=message.subject, body=short_text(message.letter)))
