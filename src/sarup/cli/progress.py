"""What a person sees while a run is at work: each stage with its time, on the terminal's error stream."""

import logging
from collections.abc import Callable

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from sarup.phrases import Phrases


class StageHandler(logging.Handler):
    """Turns the pipeline's messages into lines of the progress display."""

    def __init__(self, show: Callable[[str, str], None], show_files: Callable[[int, int], None]) -> None:
        super().__init__()
        self.show, self.show_files = show, show_files
        self.left: list[tuple[str, str]] = []
        self.aside: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Show the stage that a record names, or keep the file that it says was left."""
        if hasattr(record, "left"):
            self.left.append(record.left)
        if hasattr(record, "aside"):
            self.aside.append(record.aside)
        if hasattr(record, "files"):
            self.show_files(*record.files)
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
        self.handler = StageHandler(self._show, self._show_files)

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

    def _show_files(self, done: int, total: int) -> None:
        """Show how many files a stage is through with, and how many it does in a second."""
        stage, task = list(self.tasks.items())[-1]
        seconds = self.progress.tasks[-1].elapsed or 0
        rate = self.phrases.number(round(done / seconds)) if seconds else "-"
        files = self.phrases.say("cli.files_done", n=self.phrases.number(done), m=self.phrases.number(total), rate=rate)
        self.progress.update(task, description=f"{self.phrases.texts[f'cli.stage.{stage}']} {files}")

    def _close(self) -> None:
        for task in self.tasks.values():
            self.progress.update(task, completed=1)
