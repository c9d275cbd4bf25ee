"""What a form asks of a measure: the answer to its kind, in both layouts of the form."""

from sarup.form.kinds import load_kinds
from sarup.form.spec import Column


def is_asked(column: Column, kind: str, annual_entry: str) -> bool:
    """Tell whether a measure of a kind is asked for a column; a kind that is none is asked for a value.

    `annual_entry` is what the office asks of kinds that ask the half: both, cumulative or second_half.
    """
    known = load_kinds().get(kind)
    is_share, asks_half = known is not None and known.asks == "parts", known is not None and known.asks_half
    match column.asked:
        case "parts":
            return is_share
        case "value":
            return not is_share
        case "half":
            return asks_half and annual_entry != "cumulative"
        case "year":
            return not is_share and not (asks_half and annual_entry == "second_half")
    return True
