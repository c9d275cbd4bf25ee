"""What a person sees while a run is at work: each stage with its time, on the terminal's error stream."""

import logging
from collections.abc import Callable

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from sarup.phrases import Phrases


class StageHandler(logging.Handler):
    """Turns the pipeline's stage messages into lines of the progress display."""

    def __init__(self, show: Callable[[str, str], None]) -> None:
        super().__init__()
        self.show = show
        self.left: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Show the stage that a record names, or keep the file that it says was left."""
        if hasattr(record, "left"):
            self.left.append(record.left)
        stage = getattr(record, "stage", None)
        if stage:
            self.show(stage, record.getMessage())


class Stages:
    """Shows each stage with its time on the terminal's error stream; silent where that is no terminal."""

    def __init__(self, phrases: Phrases) -> None:
        console = Console(stderr=True)
        self.phrases = phrases
        self.progress = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console,
            disable=not console.is_terminal,
        )  # fmt: skip
        self.tasks: dict[str, TaskID] = {}
        self.handler = StageHandler(self._show)

    def __enter__(self) -> "Stages":
        logger = logging.getLogger("sarup.pipeline")
        logger.setLevel(logging.INFO)
        logger.propagate = False
        logger.addHandler(self.handler)
        self.progress.start()
        self.tasks["start"] = self.progress.add_task(self.phrases.texts["cli.stage.start"], total=1)
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        self.progress.stop()
        logging.getLogger("sarup.pipeline").removeHandler(self.handler)

    def _show(self, stage: str, _message: str) -> None:
        self._close()
        self.tasks[stage] = self.progress.add_task(self.phrases.texts[f"cli.stage.{stage}"], total=1)

    def _close(self) -> None:
        for task in self.tasks.values():
            self.progress.update(task, completed=1)
