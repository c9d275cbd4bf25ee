"""Settings from the environment (SARUP_HOME, SARUP_WORKERS, …); the command line's options win over them."""

from pathlib import Path

from pydantic import PositiveInt
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where Sarup lives, how much of the machine it may use, and how long it waits for files that still change.

    `settle_seconds` pass between two looks at the inbox; a file that is not whole is answered when it has not
    changed for `grace_seconds`.
    """

    model_config = SettingsConfigDict(env_prefix="SARUP_")

    home: Path = Path("warehouse")
    workers: PositiveInt = 2
    settle_seconds: float = 0.5
    grace_seconds: float = 300.0
