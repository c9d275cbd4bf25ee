"""Settings from the environment (SARUP_HOME, SARUP_WORKERS, …); the command line's options win over them."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where Sarup lives and how much of the machine it may use."""

    model_config = SettingsConfigDict(env_prefix="SARUP_")

    home: Path = Path("warehouse")
    workers: int = 2
