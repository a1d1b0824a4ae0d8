"""Servers on loopback that keep what they are told: a webhook, and a mail server."""

from __future__ import annotations

import json
import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


class Ear:
    """A webhook on loopback that keeps what it is told."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        heard = self.heard

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def knows(self, alert: str, *words: str) -> bool:
        """Was each of the words in what that alert told?"""
        told = [message["text"] for message in self.heard if message["alert"] == alert]
        return all(any(word in text for text in told) for word in words)


class Postbox:
    """A mail server on loopback: what SMTP (RFC 5321) needs to take a message, and nothing else."""

    def __init__(self) -> None:
        self.mail: list[EmailMessage] = []
        mail = self.mail

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.say("220 postbox")
                for line in iter(self.rfile.readline, b""):
                    if line.upper().startswith(b"DATA"):
                        self.say("354 go on")
                        lines = list(iter(self.rfile.readline, b".\r\n"))
                        mail.append(message_from_bytes(b"".join(lines), policy=policy.default))  # type: ignore[arg-type]
                    self.say("250 well")

            def say(self, line: str) -> None:
                self.wfile.write(line.encode() + b"\r\n")

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def got(self, subject: str, *words: str) -> bool:
        """Did a message with this subject come for each of the words?"""
        texts = [str(one.get_content()) for one in self.mail if one["Subject"] == subject]
        return all(any(word in text for text in texts) for word in words)
