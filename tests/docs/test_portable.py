"""Nothing that only POSIX knows stands outside sarup/system.py, and no text is read or written by a system's habits."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SYSTEM = ROOT / "src/sarup/system.py"
MODULES = sorted({*(ROOT / "src").rglob("*.py"), *(ROOT / "flows").rglob("*.py")} - {SYSTEM})
IMPORTS = {"resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "selectors", "select", "syslog", "posix"}
NAMES = {
    "os": {
        "fork", "forkpty", "killpg", "setsid", "setpgid", "getpgid", "geteuid", "getuid", "getgid", "setuid", "setgid",
        "chown", "lchown", "fchown", "fchmod", "fchdir", "mkfifo", "mknod", "nice", "getloadavg", "uname", "pread",
        "pwrite", "sync", "fdatasync", "statvfs", "sched_getaffinity", "sched_setaffinity", "posix_fadvise", "wait",
        "wait3", "wait4", "WNOHANG", "rename", "set_blocking", "sendfile", "initgroups", "setpriority",
    },
    "signal": {
        "SIGKILL", "SIGALRM", "SIGHUP", "SIGCHLD", "SIGUSR1", "SIGUSR2", "SIGPIPE", "SIGQUIT", "SIGXCPU", "SIGSTOP",
        "SIGCONT", "alarm", "setitimer", "pause", "sigwait", "pthread_kill", "pthread_sigmask", "set_wakeup_fd",
    },
    "time": {"tzset"},
    "asyncio": {"add_signal_handler"},
}  # fmt: skip
# Of the openers of the os module only those that every system has; of its means of syncing none for a folder.
PLAIN_FLAGS = {"O_RDONLY", "O_WRONLY", "O_RDWR", "O_CREAT", "O_EXCL", "O_TRUNC", "O_APPEND"}
# Differ between systems in what they refuse: sarup/system.py has what stands for them.
METHODS = {"rename": "replace_file", "chmod": "make_read_only", "fsync": "sync_file or sync_folder"}


def guarded_lines(tree: ast.Module) -> set[int]:
    """Return the lines that are tried, and have an answer where the name is missing."""
    tried = [
        statement
        for node in ast.walk(tree)
        if isinstance(node, ast.Try)
        and any("AttributeError" in ast.dump(one.type) for one in node.handlers if one.type)
        for statement in node.body
    ]
    return {line for node in tried for line in lines_of(node)}


def written_lines(tree: ast.Module) -> set[int]:
    """Return the lines in which a file is open for writing: its bytes every system can make durable."""
    opened = {
        node: [one.value for item in node.items for one in ast.walk(item) if isinstance(one, ast.Constant)]
        for node in ast.walk(tree)
        if isinstance(node, ast.With)
    }
    return {line for node, modes in opened.items() if {"wb", "ab", "r+b"} & {*modes} for line in lines_of(node)}


def lines_of(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def said_by(node: ast.AST) -> list[str]:
    """Return what a node of a module asks of the system that not every system gives, or gives differently."""
    if isinstance(node, ast.Import):
        return [one.name for one in node.names if one.name.partition(".")[0] in IMPORTS]
    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        names = NAMES.get(module, set()) | ({"kill", "fsync"} if module == "os" else set())
        return [module] if module in IMPORTS else [f"{module}.{n.name}" for n in node.names if n.name in names]
    if isinstance(node, ast.Attribute):
        owner = node.value.id if isinstance(node.value, ast.Name) else ""
        is_odd_flag = owner == "os" and node.attr.startswith("O_") and node.attr not in PLAIN_FLAGS
        is_odd = node.attr in NAMES.get(owner, ()) or is_odd_flag or node.attr == "add_signal_handler"
        return [f"{owner}.{node.attr}"] if is_odd else []
    return said_by_call(node) if isinstance(node, ast.Call) else []


def said_by_call(node: ast.Call) -> list[str]:
    """Return what a call does by the habits of a system: `os.kill` with 0 is Ctrl+C on Windows, texts are cp874."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    given = {one.arg for one in node.keywords}
    found = [f"{name}(preexec_fn)"] if "preexec_fn" in given else []
    if name in METHODS:
        found.append(f"{name}: {METHODS[name]}")
    if name == "kill" and len(node.args) == 2 and isinstance(node.args[1], ast.Constant):
        found.append("os.kill with a number: is_running")
    if name in ("read_text", "write_text") and "encoding" not in given:
        found.append(f"{name} without encoding")
    if name == "write_text" and "newline" not in given:
        found.append("write_text without newline")
    if name in ("open", "fdopen", "NamedTemporaryFile", "TemporaryFile"):
        found += said_by_opening(node, name, given)
    is_text = bool(given & {"text", "universal_newlines"}) and name in ("run", "Popen", "check_output")
    return found + (["text without encoding"] if is_text and "encoding" not in given else [])


def said_by_opening(node: ast.Call, name: str, given: set[str | None]) -> list[str]:
    """Return what a file is opened without, unless as bytes; `os.open`, and openers of other libraries, are none."""
    owner = ast.unparse(node.func).rpartition(".")[0]
    if name == "open" and owner in ("os", "Image", "Pdf", "pikepdf", "tarfile.TarFile"):
        return []
    if name.endswith("TemporaryFile"):
        return [] if not node.args and "mode" not in given else ["a temporary file of text"]
    at = 0 if isinstance(node.func, ast.Attribute) and name == "open" else 1
    modes = [one for one in node.args[at:] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    modes += [one.value for one in node.keywords if one.arg == "mode" and isinstance(one.value, ast.Constant)]
    is_bytes = any("b" in str(one.value) for one in modes)
    return [] if is_bytes or "encoding" in given else [f"{name} without encoding"]


def unguarded(source: str) -> list[str]:
    """Return everything of a module that only some systems know, in its order, guarded lines aside."""
    tree = ast.parse(source)
    guarded = guarded_lines(tree)
    written = written_lines(tree)
    found = [(node.lineno, one) for node in ast.walk(tree) if hasattr(node, "lineno") for one in said_by(node)]
    kept = [(line, one) for line, one in found if line not in guarded and not (line in written and "fsync" in one)]
    return [f"{line}: {one}" for line, one in kept]


@pytest.mark.parametrize("module", MODULES, ids=[path.relative_to(ROOT).as_posix() for path in MODULES])
def test_a_module_asks_for_nothing_that_only_some_systems_have(module: Path) -> None:
    assert unguarded(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "import resource",
        "from fcntl import flock",
        "from os import killpg",
        "import os; os.open('a', os.O_RDONLY | os.O_NOFOLLOW)",
        "import os; os.geteuid()",
        "import os; os.kill(1, 0)",
        "import os; os.fsync(3)",
        "import os\nwith path.open('rb') as file:\n    os.fsync(file.fileno())",
        "import os; os.rename('a', 'b')",
        "import signal; x = signal.SIGKILL",
        "import subprocess; subprocess.Popen(['a'], preexec_fn=print)",
        "import subprocess; subprocess.run(['a'], text=True)",
        "path.rename('b')",
        "path.chmod(0o444)",
        "loop.add_signal_handler(15, stop)",
        "open('a')",
        "path.open('w')",
        "path.read_text()",
        "path.write_text('a', encoding='utf-8')",
    ],
)
def test_what_only_some_systems_have_is_seen(source: str) -> None:
    assert unguarded(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "import os; os.open('a', os.O_RDONLY)",
        "import os\nwith path.open('wb') as file:\n    os.fsync(file.fileno())",
        "import os, signal; os.kill(os.getpid(), signal.SIGTERM)",
        "import os\ntry:\n    os.killpg(1, 15)\nexcept AttributeError:\n    pass",
        "import signal; KILL = getattr(signal, 'SIGKILL', signal.SIGTERM)",
        "open('a', 'rb'); path.open('wb'); path.open(encoding='utf-8')",
        "path.write_text('a', encoding='utf-8', newline='')",
        "path.replace(other)",
    ],
)
def test_what_every_system_has_is_let_be(source: str) -> None:
    assert unguarded(source) == []
