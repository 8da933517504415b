"""The played StatBank's server: on loopback, in a thread, with every way in which the real one can fail on demand."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from .answers import Extract, Refusal
from .tables import PlayedTable

SUBJECTS = [
    {"id": "1", "description": ("Borgere", "People")},
    {"id": "4", "description": ("Sociale forhold", "Social conditions")},
    {"id": "5", "description": ("Uddannelse og forskning", "Education and research")},
]


class Mischief(StrEnum):
    """What can go wrong with an answer."""

    THROTTLE = "throttle"  # 429; seconds: Retry-After
    DOWN = "down"  # 503
    SLOW = "slow"  # seconds before the first byte
    DROP = "drop"  # the connection closes without an answer
    HTML = "html"  # a page instead of figures, with status 200
    TRUNCATE = "truncate"  # half of what Content-Length promised
    CUT = "cut"  # half of it, and nothing promised: only what it says can tell
    REDIRECT = "redirect"  # 302 to `to`
    DENY = "deny"  # 403
    HUGE = "huge"  # never ends


@dataclass(frozen=True, slots=True)
class _Planned:
    mischief: Mischief
    seconds: float = 0.0
    to: str = ""


class PlayedBank:
    """Its `base` goes to `StatBank`; `asked` is what it was asked: (path, body, headers)."""

    def __init__(self, tables: Iterable[PlayedTable]) -> None:
        self.tables = {each.id: each.copied() for each in tables}
        self.asked: list[tuple[str, dict[str, Any], dict[str, str]]] = []
        self.base = ""
        self.at_once, self.most_at_once = 0, 0
        self._next: list[_Planned] = []
        self._always: _Planned | None = None
        self.lock = threading.Lock()

    def next(self, mischief: Mischief, *, times: int = 1, seconds: float = 0.0, to: str = "") -> None:
        """The next answers go wrong so."""
        self._next += [_Planned(mischief, seconds, to)] * times

    def always(self, mischief: Mischief | None, *, seconds: float = 0.0, to: str = "") -> None:
        """Every answer goes wrong so, until it is called with None."""
        self._always = _Planned(mischief, seconds, to) if mischief else None

    def lose(self, table: str) -> None:
        """The table is gone."""
        del self.tables[table]

    def relabel(self, table: str, variable: str, value: str, label: str) -> None:
        """A value gets another name, in every language."""
        for each in self._values(table, variable):
            if each["id"] == value:
                each["text"] = label

    def drop_value(self, table: str, variable: str, value: str) -> None:
        for info in self.tables[table].about.values():
            for each in info["variables"]:
                if each["id"] == variable:
                    each["values"] = [v for v in each["values"] if v["id"] != value]

    def add_variable(self, table: str, variable: Mapping[str, Any]) -> None:
        """A new variable before time: {"id", "text", "elimination", "time", "values": [{"id", "text"}]}."""
        for info in self.tables[table].about.values():
            info["variables"].insert(-1, dict(variable))

    def drop_variable(self, table: str, variable: str) -> None:
        for info in self.tables[table].about.values():
            info["variables"] = [v for v in info["variables"] if v["id"] != variable]

    def _values(self, table: str, variable: str) -> Iterator[dict[str, Any]]:
        for info in self.tables[table].about.values():
            for each in info["variables"]:
                if each["id"] == variable:
                    yield from each["values"]

    def planned(self) -> _Planned | None:
        with self.lock:
            return self._next.pop(0) if self._next else self._always


@contextmanager
def played(tables: Iterable[PlayedTable]) -> Iterator[PlayedBank]:
    """The server while it runs, on a free port of 127.0.0.1."""
    bank = PlayedBank(tables)
    handler = type("Handler", (_Handler,), {"bank": bank})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    bank.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield bank
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    bank: PlayedBank
    counted = 0  # 1 while the question counts among those answered at once
    protocol_version = "HTTP/1.1"
    server_version = "Played"

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        bank = self.bank
        with bank.lock:
            self.counted = 1
            bank.at_once += self.counted
            bank.most_at_once = max(bank.most_at_once, bank.at_once)
        try:
            with suppress(BrokenPipeError, ConnectionResetError):  # whoever asked went away
                self._answer()
        finally:
            self._over()
            self.close_connection = True

    def _last(self, data: bytes) -> None:
        """Sends the end of the answer. Whoever asked may ask again once it is read, so the question is over before it goes."""
        self._over()
        self.wfile.write(data)

    def _over(self) -> None:
        with self.bank.lock:
            self.bank.at_once -= self.counted
            self.counted = 0

    def _answer(self) -> None:
        path, question = self._question()
        self.bank.asked.append((path, question, dict(self.headers)))
        planned = self.bank.planned()
        if planned and self._goes_wrong(planned):
            return
        language = str(question.get("lang") or "da")
        try:
            told = self._told(path, question, language)
        except Refusal as refusal:
            self._send(refusal.status, {"errorTypeCode": refusal.code, "message": refusal.message})
            return
        if isinstance(told, Extract) and told.format != "JSONSTAT":
            self._send_lines(told.csv(language), planned)
        else:
            self._send(200, told.jsonstat(language) if isinstance(told, Extract) else told, planned)

    def _question(self) -> tuple[str, dict[str, Any]]:
        """(path, what is asked), from the body, or from the path and the query where it is a GET."""
        parts = urlsplit(self.path)
        question: dict[str, Any] = {}
        if size := int(self.headers.get("Content-Length") or 0):
            with suppress(ValueError):
                question = json.loads(self.rfile.read(size))
        pieces = [unquote(piece) for piece in parts.path.split("/") if piece]
        if len(pieces) > 2:
            question.setdefault("table", pieces[2])
        if len(pieces) > 3:
            question.setdefault("format", pieces[3])
        variables = []
        for key, words in parse_qs(parts.query).items():
            if key.casefold() in ("lang", "format", "table", "valuepresentation"):
                question.setdefault(
                    {"valuepresentation": "valuePresentation"}.get(key.casefold(), key), words[0]
                )
            else:
                variables.append({"code": key, "values": words[0].split(",")})
        if variables:
            question.setdefault("variables", variables)
        return "/" + "/".join(pieces[:2]), question

    def _told(self, path: str, question: dict[str, Any], language: str) -> Any:
        match path:
            case "/v1/subjects":
                n = 0 if language == "da" else 1
                return [
                    {**each, "description": each["description"][n], "active": True, "hasSubjects": False, "subjects": []}
                    for each in SUBJECTS
                ]  # fmt: skip
            case "/v1/tables":
                every = bool(question.get("includeInactive"))
                listed = [each.listed(language) for each in self.bank.tables.values()]
                return [each for each in listed if each["active"] or every]
            case "/v1/tableinfo":
                return self._table(question).info(language)
            case "/v1/data":
                return Extract(self._table(question), question, language)
        raise Refusal("REQUEST-NOTFOUND", "Funktionen blev ikke fundet.", 404)

    def _table(self, question: Mapping[str, Any]) -> PlayedTable:
        if not question.get("table"):
            raise Refusal("REQUEST-MISSING", "Tabel ikke angivet.")
        found = self.bank.tables.get(str(question["table"]).upper())
        if found is None:
            raise Refusal("EXTRACT-NOTFOUND", "Tabellen blev ikke fundet.")
        return found

    def _goes_wrong(self, planned: _Planned) -> bool:
        """Whether the answer is given here, wrong as it was planned."""
        match planned.mischief:
            case Mischief.THROTTLE:
                self._send(
                    429,
                    {"message": "For mange forespørgsler"},
                    headers={"Retry-After": f"{planned.seconds:.0f}"},
                )
            case Mischief.DOWN:
                self._send_text(503, "<html><title>Vedligeholdelse</title></html>", "text/html")
            case Mischief.DENY:
                self._send_text(403, "<html><title>Adgang nægtet</title></html>", "text/html")
            case Mischief.HTML:
                self._send_text(
                    200,
                    "<!DOCTYPE html><html><title>Vedligeholdelse</title></html>",
                    "text/html; charset=utf-8",
                )
            case Mischief.REDIRECT:
                self._send(302, {}, headers={"Location": planned.to})
            case Mischief.DROP:
                self.connection.close()
            case Mischief.HUGE:
                self._endless()
            case Mischief.SLOW:
                time.sleep(planned.seconds)
                return False
            case _:
                return False
        return True  # fmt: skip

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        while True:
            self.wfile.write(b'["' + b"a" * 65536)

    def _send(
        self,
        status: int,
        told: Any,
        planned: _Planned | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        data = json.dumps(told, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        short = planned is not None and planned.mischief in (Mischief.TRUNCATE, Mischief.CUT)
        if not (planned and planned.mischief is Mischief.CUT):
            self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self._last(data[: len(data) // 2] if short else data)

    def _send_text(self, status: int, text: str, kind: str) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self._last(data)

    def _send_lines(self, lines: Iterator[str], planned: _Planned | None) -> None:
        """In chunks (RFC 9112, section 7.1), so that nothing is held; cut short without the last chunk where it was planned."""
        self.send_response(200)
        self.send_header("Content-Type", "text/csv; charset=utf-8")
        short = planned is not None and planned.mischief in (Mischief.TRUNCATE, Mischief.CUT)
        chunked = not (planned and planned.mischief is Mischief.CUT)
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        held: list[str] = []
        for number, line in enumerate(lines):
            held.append(line)
            if short and number == 3:
                held[-1] = line[: len(line) // 2]
                break
            if len(held) >= 2000:
                self._write(held, chunked)
        self._write(held, chunked)
        if chunked and not short:
            self._last(b"0\r\n\r\n")

    def _write(self, held: list[str], chunked: bool) -> None:
        data = "".join(held).encode()
        held.clear()
        if data:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data) if chunked else data)
