"""What is wrong with an office's settings, told in Thai: where it stands and what to do."""

from sarup.phrases import Phrases
from sarup.settings import Fault, FaultySettings, SettingFault, Settings


def say_faulty_settings(error: FaultySettings, phrases: Phrases) -> str:
    """Return a line a fault."""
    return "\n".join(_say(one, phrases) for one in error.faults)


def _say(one: SettingFault, phrases: Phrases) -> str:
    slots = {"key": one.key, "value": one.value, "bound": one.bound}
    if one.fault == Fault.UNKNOWN:
        slots["known"] = " ".join(Settings.model_fields)
    return phrases.say(f"settings.{one.fault}", where=_where(one, phrases), **slots)


def _where(one: SettingFault, phrases: Phrases) -> str:
    if one.line_no is None:
        return one.place
    return phrases.say("settings.line", path=one.place, line=one.line_no)
