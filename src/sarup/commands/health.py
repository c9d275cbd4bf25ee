"""How a served office is, for an outside watch: a page that answers 200 or 503, and a file that grows old.

A dead service cannot tell that it is dead: who watches from outside asks the page, or looks at the file's age.
"""

import json
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from sarup.system import replace_file

HEARTBEAT = "heartbeat"


def serve_health(host: str, port: int, ask: Callable[[], Mapping[str, bool]]) -> ThreadingHTTPServer:
    """Answer GET /health with what `ask` tells of each part: 200 where all are well, else 503; never ends by itself."""

    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer."""
            if self.path != "/health":
                self.send_error(404)
                return
            parts = dict(ask())
            body = json.dumps({"well": all(parts.values()), "parts": parts}).encode()
            self.send_response(200 if all(parts.values()) else 503)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: a watch asks every minute."""

    server = ThreadingHTTPServer((host, port), Health)
    Thread(target=server.serve_forever, daemon=True, name="health").start()
    return server


def beat(home: Path, told_at: str) -> None:
    """Write the time at which all was well into HOME/heartbeat."""
    unfinished = home / f".unfinished-{HEARTBEAT}"
    unfinished.write_text(f"{told_at}\n", encoding="utf-8", newline="\n")
    replace_file(unfinished, home / HEARTBEAT)
