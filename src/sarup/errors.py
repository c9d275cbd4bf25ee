"""What a person gave the command that it cannot work with."""


class UsageError(Exception):
    """A wrong round, a missing folder, an empty inbox: the message is Thai and says what to do; nothing was changed."""


class BusyError(Exception):
    """Another run holds the home's lock."""


class BrokenEditionError(Exception):
    """A file of a closed edition is missing or is not what its manifest says; the message is its path."""


class MailServerError(Exception):
    """A mail server cannot be reached now: the message is Thai and says what to do; what lies ready stays so."""
