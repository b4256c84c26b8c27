"""A mail server of our own: takes everything, drops no double, counts what it answered for."""

from __future__ import annotations

import socketserver
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes
from types import TracebackType
from typing import Any

# Called with "rcpt", "data" (asked to take a text), "dot" (has it, has not answered) and how many came before.
Watch = Callable[[str, int], None]


class _Talk(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline():
            verb = line.decode().strip().upper()[:4]
            if verb == "QUIT":
                self._say("221 bye")
                return
            if verb == "DATA":
                if not self._take():
                    return
            else:
                self._answer(verb, line.decode())

    def _answer(self, verb: str, line: str) -> None:
        sink = self.server.sink
        if verb == "RCPT":
            sink.saw("rcpt")
            for part, answer in sink.refusing.items():
                if part in line:
                    return self._say(answer)
        return self._say("250 sink" if verb == "EHLO" else "250 ok")

    def _take(self) -> bool:
        """False when the other side hung up before the dot: nothing was taken."""
        sink = self.server.sink
        sink.saw("data")
        self._say("354 go on")
        text = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            text += line
        if sink.answer_to_dot:
            self._say(sink.answer_to_dot)
            return True
        name = message_from_bytes(text)["Message-ID"]
        with sink.lock:
            sink.accepted.append(str(name))
            sink.texts.append(text)
        sink.saw("dot")
        if sink.hangs_up:
            return False
        self._say("250 taken")
        return True

    def _say(self, words: str) -> None:
        with suppress(OSError):
            self.wfile.write(words.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    sink: Sink

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Workers that are shot reset their connections: that is what we are here for."""


class Sink:
    """``accepted`` holds the Message-ID of every text that was taken, in order."""

    def __init__(self, watch: Watch | None = None) -> None:
        self.accepted: list[str] = []
        self.texts: list[bytes] = []
        self.refusing: dict[str, str] = {}
        self.answer_to_dot = ""
        self.hangs_up = False
        self.watch = watch
        self.lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Talk)
        self._server.sink = self
        self.port: int = self._server.server_address[1]

    def saw(self, what: str) -> None:
        if self.watch:
            self.watch(what, len(self.accepted))

    def counts(self) -> Counter[str]:
        with self.lock:
            return Counter(self.accepted)

    def __enter__(self) -> Sink:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


def settings_for(sink: Sink) -> dict[str, Any]:
    """What LANTOA_EMAIL_URL=smtp://… would say."""
    return {
        "EMAIL_IS_SET_UP": True,
        "EMAIL_BACKEND": "lantoa.notices.mail.ByTheDot",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": sink.port,
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": False,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
    }
