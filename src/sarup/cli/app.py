"""The command line: every command, and what ends a program. Thai for officials, exit codes for programs."""

import atexit
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from sarup.cli import access, asking, deciding, looking_after, making, posting, running, serving
from sarup.cli.options import Verdict
from sarup.commands.faulty_settings import say_faulty_settings
from sarup.commands.storage_faults import say_storage_fault
from sarup.errors import BrokenArchiveError, BrokenEditionError, BusyError, MailServerError, UsageError
from sarup.phrases import known_phrases
from sarup.settings import CONFIG, FaultySettings, Settings
from sarup.system import speak

EXIT_USAGE, EXIT_NO_SERVER, EXIT_INTERNAL, EXIT_BUSY = 64, 69, 70, 75


TYPER_USAGE = 2


app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="""Sarup (สรุป): from division files to the consolidated Thai report of an anti-corruption action plan.

    [bold]First time:[/bold]  sarup forms 2564-6m --inbox INBOX --reference REFERENCE --output FORMS
    [bold]Each round:[/bold]  sarup report 2564-6m --inbox INBOX --reference REFERENCE

    Divisions drop their files into INBOX/<division_code>/; nothing in the inbox is moved or deleted.
    [bold]Beforehand:[/bold]  sarup check FILE --reference REFERENCE --inbox INBOX

    Exit codes: 0 done (check: 1 returned, 2 refused or quarantined; doctor, verify: 1 something is to mend; send: 1 not
    all sent), 64 wrong use, 69 no mail server, 70 internal failure, 75 another run is at work.""",
)


@app.callback()
def begin(
    config: Annotated[
        Path | None, typer.Option(help="The office's settings (default: sarup.toml beside the home).")
    ] = None,
) -> None:
    """Let the whole program know which file of settings its person named."""
    if config is not None:
        os.environ[CONFIG] = str(config.resolve())


app.command()(running.report)
app.command()(making.forms)
app.command()(asking.check)
app.command("import")(making.import_)
app.command()(asking.status)
app.command()(asking.calendar)
app.command()(asking.explain)
app.command()(asking.export)
app.command()(running.close)
app.command()(deciding.withdraw)
app.command()(deciding.waive)
app.command()(posting.send)
app.command()(posting.receive)
app.command()(looking_after.init)
app.command()(looking_after.doctor)
app.command()(looking_after.backup)
app.command()(looking_after.restore)
app.command()(looking_after.verify)
app.command()(looking_after.prune)
app.command()(serving.serve)
app.command()(serving.demo)
app.add_typer(access.access, name="access")


def main() -> None:
    """Run the command line; every way out has its exit code and says in Thai what to do."""
    try:
        app()
    except Verdict:
        raise
    except SystemExit as ending:
        sys.exit(EXIT_USAGE if ending.code == TYPER_USAGE else ending.code)
    except UsageError as error:
        _fail(str(error), EXIT_USAGE)
    except FaultySettings as error:
        _fail(say_faulty_settings(error, known_phrases()), EXIT_USAGE)
    except BrokenEditionError as error:
        _fail(known_phrases().say("cli.err.broken_edition", path=error), EXIT_INTERNAL)
    except MailServerError as error:
        _fail(str(error), EXIT_NO_SERVER)
    except BrokenArchiveError as error:
        _fail(known_phrases().say("cli.err.broken_archive", path=error), EXIT_INTERNAL)
    except BusyError:
        _fail(known_phrases().texts["cli.err.busy"], EXIT_BUSY)
    except Exception as error:
        traceback.print_exc()
        _fail(_say_failure(error), EXIT_INTERNAL)


def _say_failure(error: Exception) -> str:
    """Return what is told of a failure of ours; where storage is the cause, with its place and the remedy."""
    phrases = known_phrases()
    try:
        home = str(Settings().home)
    except (FaultySettings, OSError):
        home = os.getcwd()
    return say_storage_fault(error, phrases, home) or phrases.texts["cli.err.internal"]


def run_as_program() -> None:
    """Run as `sarup`: end the process as soon as everything registered for its end has run.

    Prefect's threads outlive the flow and hold objects of DuckDB's binding, which then prints pages of leak warnings
    while the interpreter is torn down; leaving before the teardown keeps the terminal to what people should read.
    """
    for stream in (sys.stdout, sys.stderr):
        speak(stream)
    ending = 0
    atexit.register(lambda: os._exit(ending))
    try:
        main()
    except SystemExit as leaving:
        ending = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        sys.stdout.flush()
        sys.stderr.flush()


def _fail(message: str, code: int) -> NoReturn:
    Console(stderr=True, highlight=False, soft_wrap=True).print(message, style="bold red", markup=False)
    sys.exit(code)
