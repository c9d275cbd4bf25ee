"""What a person gave the command that it cannot work with."""


class UsageError(Exception):
    """A wrong round, a missing folder, an empty inbox: the message is Thai and says what to do; nothing was changed."""


class BusyError(Exception):
    """Another run holds the home's lock."""


class BrokenEditionError(Exception):
    """A file of a closed edition is missing or is not what its manifest says; the message is its path."""


class MailServerError(Exception):
    """A mail server cannot be reached now: the message is Thai and says what to do; what lies ready stays so."""


class BrokenArchiveError(Exception):
    """A file of the archive is missing or is not what its name says; the message is its path."""


class StorageError(Exception):
    """Our own disk or process refuses what keeping a file takes, whoever sent it; `reason` is what the system said."""

    def __init__(self, place: str, reason: OSError) -> None:
        super().__init__(place, reason)
        self.place, self.reason = place, reason


class DamagedHomeError(Exception):
    """What a home keeps is no more what it was: the message is Thai and says what to do with each file."""


class BrokenBackupError(Exception):
    """A backup is not whole or not ours; the message is the file in it that is wrong, or its own name."""
