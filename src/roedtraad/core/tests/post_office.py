"""A mail server on this machine for tests, stories and the bench: takes mails over SMTP (RFC 5321) and keeps them.

with post_office() as office:
    office.url          "smtp://127.0.0.1:40001", for EMAIL_URL
    office.mails        what came, oldest first
    office.refuse       {address: "550 …"}: what is answered to a recipient
    office.hangs_up     after so many mails on one line it says nothing more and hangs up
"""

from __future__ import annotations

import email
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message


@dataclass
class Office:
    url: str = ""
    raw: list[bytes] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    hangs_up: int = 0
    lines: int = 0  # connections so far

    @property
    def mails(self) -> list[Message]:
        return [email.message_from_bytes(each) for each in list(self.raw)]

    def to(self, address: str, seconds: float = 30) -> str:
        """The text of the first mail to an address, waited for."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for mail in self.mails:
                if address in str(mail["To"]):
                    told = mail.get_payload(decode=True)
                    return told.decode().replace("\r\n", "\n")
            time.sleep(0.1)
        raise AssertionError(
            f"no mail to {address} in {seconds} seconds; came: {[m['To'] for m in self.mails]}"
        )


class _Line(socketserver.StreamRequestHandler):
    """One connection: a word, an answer."""

    disable_nagle_algorithm = True

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def handle(self) -> None:
        office: Office = self.server.office
        office.lines += 1
        taken = 0
        self.say("220 post office")
        while line := self.rfile.readline():
            word = line.split(b" ")[0].strip().upper()
            if word == b"QUIT":
                self.say("221 bye")
                return
            if word in (b"RCPT",) and (answer := self._refusal(line.decode())):
                self.say(answer)
            elif word == b"DATA":
                self.say("354 go on")
                office.raw.append(self._data())
                taken += 1
                self.say("250 taken")
                if office.hangs_up and taken >= office.hangs_up:
                    return
            elif word in (b"EHLO", b"HELO", b"MAIL", b"RCPT", b"RSET", b"NOOP"):
                self.say("250 ok")
            else:
                self.say("502 not known here")

    def _refusal(self, line: str) -> str:
        return next((say for address, say in self.server.office.refuse.items() if address in line), "")

    def _data(self) -> bytes:
        rows = []
        while (row := self.rfile.readline()) not in (b".\r\n", b""):
            rows.append(row[1:] if row.startswith(b".") else row)
        return b"".join(rows)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def post_office() -> Iterator[Office]:
    with _Server(("127.0.0.1", 0), _Line) as server:
        office = server.office = Office(f"smtp://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield office
        finally:
            server.shutdown()
            thread.join(timeout=5)
