"""An HTTP server on 127.0.0.1 whose answers are scripted, path by path: whole, cut, slow, broken, redirecting."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class ScriptedServer:
    """`script(path, *answers)`: the answers to the first, second... request; the last one holds for all further.

    `asked`: (path, headers) of every request. A path without a script answers 404.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answers: dict[str, list[Answer]] = {}
        self.stop = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, dict(self.headers)))
                script = outer.answers.get(self.path, [status(404)])
                answer = script.pop(0) if len(script) > 1 else script[0]
                try:
                    answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> "ScriptedServer":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(timeout=5)

    @property
    def address(self) -> str:
        """http://127.0.0.1:port"""
        return f"http://127.0.0.1:{self.server.server_port}"

    def script(self, path: str, *answers: Answer) -> None:
        """Answer requests of a path in this order."""
        self.answers[path] = list(answers)

    def headers_of(self, path: str) -> list[dict[str, str]]:
        """The headers of every request of a path."""
        return [headers for asked, headers in self.asked if asked == path]


def whole(body: bytes, kind: str = "text/csv", **headers: str) -> Answer:
    """200 and the body; a Range is answered with its part where the server names a version and it is the same."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        version = named.get("ETag", named.get("Last-Modified"))
        asked = handler.headers
        if version and version in (asked.get("If-None-Match"), asked.get("If-Modified-Since")):
            _begin(handler, 304, named)
            return
        start = 0
        if version and asked.get("If-Range") == version:
            start = int(asked["Range"].removeprefix("bytes=").rstrip("-"))
            named["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        _begin(
            handler,
            206 if start else 200,
            {"Content-Type": kind, "Content-Length": str(len(body) - start), **named},
        )
        handler.wfile.write(body[start:])

    return answer


def cut(body: bytes, at: int, kind: str = "text/csv", announced: bool = True, **headers: str) -> Answer:
    """The beginning of the body, then the connection is closed; its whole length announced or not."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        length = {"Content-Length": str(len(body))} if announced else {}
        _begin(handler, 200, {"Content-Type": kind, **length, **named})
        handler.wfile.write(body[:at])
        handler.close_connection = True

    return answer


def status(code: int, **headers: str) -> Answer:
    """An answer without a body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: _begin(handler, code, {"Content-Length": "0", **named})


def dripping(server: ScriptedServer, body: bytes, every: float, kind: str = "text/csv") -> Answer:
    """One byte at a time."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        _begin(handler, 200, {"Content-Type": kind, "Content-Length": str(len(body))})
        for byte in body:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            if server.stop.wait(every):
                return

    return answer


def silent(server: ScriptedServer, seconds: float) -> Answer:
    """Nothing for some seconds, then the connection is closed."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        server.stop.wait(seconds)
        handler.close_connection = True

    return answer


def raw(content: bytes) -> Answer:
    """Bytes that are no HTTP."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(content)
        handler.close_connection = True

    return answer


def _begin(handler: BaseHTTPRequestHandler, code: int, headers: dict[str, str]) -> None:
    handler.send_response(code)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
