"""The codes that plans, forms, SQL and Python share: written once here, and tests hold other lists to it."""

from enum import StrEnum


class RoundName(StrEnum):
    """Which part of the fiscal year a round covers."""

    HALF = "6m"
    YEAR = "12m"


class Layout(StrEnum):
    """How a results form asks: one card an item, or one row a measure."""

    CARD = "card"
    TABLE = "table"


class Level(StrEnum):
    """Whose report a document is, the narrowest first."""

    AGENCY = "agency"
    MINISTRY = "ministry"
    NATION = "nation"


class Severity(StrEnum):
    """How much a finding weighs, the heaviest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def rank(self) -> int:
        """Return the place in this order: 0 for the heaviest."""
        return list(Severity).index(self)


class Verdict(StrEnum):
    """What became of a received file, the best first."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNINGS = "accepted_with_warnings"
    RETURNED = "returned"
    REFUSED = "refused"
    QUARANTINED = "quarantined"

    @property
    def is_accepted(self) -> bool:
        """Tell whether the file counts."""
        return self in (Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_WARNINGS)


class RunReason(StrEnum):
    """Why a report is made; stands in the name of the run."""

    ASKED = "asked"
    TYPED = "typed"
    DUE = "due"
    DROP = "drop"
    MADE_UP = "made-up"


class Kind(StrEnum):
    """The kinds of measures."""

    COUNT = "count"
    STOCK = "stock"
    PROGRESS = "progress"
    DOCUMENT = "document"
    RATIO = "ratio"
    SCORE = "score"
    CEILING = "ceiling"
    DURATION = "duration"
    LEVEL = "level"
    DEADLINE = "deadline"


class Comparator(StrEnum):
    """How a value is held against its target."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACTLY = "exactly"


class NoValue(StrEnum):
    """Why a measure has no value in a round."""

    IN_PROGRESS = "in_progress"
    AWAITING_EXTERNAL_RESULT = "awaiting_external_result"
    NOT_DUE = "not_due"
    NOT_STARTED = "not_started"
    NO_CASES = "no_cases"
    COMPLETED_EARLIER = "completed_earlier"
    NOT_APPLICABLE = "not_applicable"
    CANCELLED = "cancelled"


class Status(StrEnum):
    """How a measure or an item stands: what counts from the weakest to the strongest, then what is in no total."""

    NOT_REPORTED = "not_reported"
    BREACHED = "breached"
    NOT_MET = "not_met"
    NOT_STARTED = "not_started"
    BEHIND = "behind"
    AWAITING_EXTERNAL_RESULT = "awaiting_external_result"
    IN_PROGRESS = "in_progress"
    NOT_DUE = "not_due"
    ON_TRACK = "on_track"
    MET = "met"
    CANCELLED = "cancelled"
    NO_CASES = "no_cases"
    NOT_APPLICABLE = "not_applicable"
    COMPLETED_EARLIER = "completed_earlier"

    @property
    def is_in_no_total(self) -> bool:
        """Tell whether what has it is left out of every total."""
        return list(Status).index(self) > list(Status).index(Status.MET)


class MailKind(StrEnum):
    """What is sent by mail; the last two go to planning offices only."""

    FORM = "form"
    RECEIPT = "receipt"
    RETURNED = "returned"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    DIGEST = "digest"
    ALARM = "alarm"

    @property
    def is_for_office(self) -> bool:
        """Tell whether only the planning office gets it."""
        return self in (MailKind.DIGEST, MailKind.ALARM)


class ActKind(StrEnum):
    """What a round's calendar has done, in the order in which a round needs it, then what every night has."""

    OPEN = "open"
    REMIND = "remind"
    REPORT = "report"
    REPORT_CHANGES = "report_changes"
    ASK_APPROVAL = "ask_approval"
    ASK_CLOSING = "ask_closing"
    CHECK = "check"
    PRUNE = "prune"

    @property
    def is_report(self) -> bool:
        """Tell whether it makes a round's report."""
        return self in (ActKind.REPORT, ActKind.REPORT_CHANGES)


class ActOutcome(StrEnum):
    """What became of an act that was due."""

    DONE = "done"
    PASSED_OVER = "passed_over"


class AccessRole(StrEnum):
    """Whom a personal link of the page is for."""

    PLANNING_OFFICE = "planning_office"
    FOCAL_POINT = "focal_point"
    APPROVER = "approver"
    READER = "reader"


class ApprovalOutcome(StrEnum):
    """What an approver says of a report."""

    APPROVED = "approved"
    SENT_BACK = "sent_back"
