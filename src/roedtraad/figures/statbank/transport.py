"""Questions over HTTP to one host that the installation names: no redirects, bounded in time and size, one at a time.

`http.client` rather than a library on top of it: what is wanted here is that nothing is followed, stored or reused, and that
every byte is counted; a library would have to be told not to do most of what it is for.

Waiting: 429 and 5xx are asked again after what Retry-After says (RFC 9110, section 10.2.3), else after 1, 2, 4 … seconds, never
longer than `Limits.longest_wait` and `Limits.attempts` in all.
"""

from __future__ import annotations

import email.utils
import http.client
import io
import ipaddress
import json
import random
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .errors import (  # fmt: skip
    AccessDenied,
    Busy,
    Down,
    NotData,
    Redirected,
    Slow,
    StatBankError,
    Throttled,
    TooLarge,
    Truncated,
)

USER_AGENT = "Roed-Traad/0.1 (figures for municipal policy; one request at a time)"
CHUNK = 64 * 1024
MB = 1024 * 1024
PAUSES = (429, 500, 502, 503, 504)

_ONE_AT_A_TIME: dict[str, threading.Lock] = {}  # by host, for the whole process
_GUARD = threading.Lock()


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes, numbers."""

    connect: float = 10.0
    silence: float = 60.0  # between two bytes: StatBank may think for a while before the first
    total: float = 600.0  # of one question with its answer
    answer: int = 400 * MB
    attempts: int = 4
    longest_wait: float = 60.0
    queue: float = 120.0  # for another question of this process to end


@dataclass(frozen=True, slots=True)
class Address:
    """Scheme, host, port and path prefix of the one host that is asked."""

    secure: bool
    host: str
    port: int
    prefix: str

    @classmethod
    def parse(cls, base: str) -> Address:
        """StatBankError("bad-address") unless it is https, or http to this machine, and nothing but an address."""

        def bad(why: str) -> StatBankError:
            return StatBankError("bad-address", address=base, why=why)

        try:
            parts = urlsplit(base.strip())
            port = parts.port
        except ValueError as error:
            raise bad("it cannot be read") from error
        host = parts.hostname or ""
        if not host or parts.username or parts.password or parts.query or parts.fragment:
            raise bad("it must be scheme, host and path")
        if parts.scheme == "http" and not is_loopback(host):
            raise bad("http is for this machine only; use https")
        if parts.scheme not in ("http", "https"):
            raise bad("use https")
        secure = parts.scheme == "https"
        return cls(secure, host, port or (443 if secure else 80), parts.path.rstrip("/"))


def is_loopback(host: str) -> bool:
    """Whether the name means this machine, without asking a name server."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Transport:
    """Asks `base`. `proxy`: "host:port" through which https is tunnelled, where the installation has one."""

    def __init__(
        self,
        base: str,
        *,
        limits: Limits | None = None,
        user_agent: str = USER_AGENT,
        proxy: str = "",
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.address, self.limits = Address.parse(base), limits or Limits()
        self.user_agent, self._sleep = user_agent, sleep
        host, _, port = proxy.rpartition(":")
        if proxy and not (host and port.isdecimal()):
            raise StatBankError("bad-address", address=proxy, why="a proxy is host:port")
        self.proxy = (host.strip("[]"), int(port)) if proxy else None

    def fetch(self, path: str, question: Mapping[str, Any]) -> tuple[int, bytes]:
        """(status, the whole answer) of what is asked there; an answer cut short is asked for again."""
        for attempt in range(self.limits.attempts):
            try:
                with self.opened(path, question) as answer:
                    return answer.status, answer.read()
            except Truncated:
                if attempt + 1 == self.limits.attempts:
                    raise
                self._sleep(self._pause(attempt))
        raise Down("down", why="0 attempts")

    @contextmanager
    def opened(self, path: str, question: Mapping[str, Any]) -> Iterator[Answer]:
        """The answer while it is read. No other question goes to this host from this process meanwhile."""
        with _GUARD:
            lock = _ONE_AT_A_TIME.setdefault(self.address.host, threading.Lock())
        if not lock.acquire(timeout=self.limits.queue):
            raise Busy("busy")
        try:
            answer = self._asked(path, question)
            try:
                yield answer
            finally:
                answer.close()
        finally:
            lock.release()

    def _asked(self, path: str, question: Mapping[str, Any]) -> Answer:
        why = ""
        for attempt in range(self.limits.attempts):
            last = attempt + 1 == self.limits.attempts
            try:
                answer = self._once(path, question)
            except Down as error:
                if last:
                    raise
                why = str(error.facts["why"])
                self._sleep(self._pause(attempt))
                continue
            if answer.status not in PAUSES:
                return self._judged(answer)
            asked_for, why = _retry_after(answer.header("Retry-After")), f"HTTP {answer.status}"
            answer.close()
            wait = self._pause(attempt) if asked_for is None else asked_for
            if wait > self.limits.longest_wait or (last and answer.status == 429):
                raise Throttled("throttled", seconds=round(wait))
            if not last:
                self._sleep(wait)
        raise Down("down", why=why)

    def _pause(self, attempt: int) -> float:
        """1, 2, 4 … seconds and a little, so that many installations do not come back in step."""
        return min(2.0**attempt + random.random() / 2, self.limits.longest_wait)  # noqa: S311

    def _once(self, path: str, question: Mapping[str, Any]) -> Answer:
        connection = self._connection()
        body = json.dumps(question, ensure_ascii=False).encode()
        ends = time.monotonic() + self.limits.total
        try:
            connection.connect()
        except TimeoutError as error:
            connection.close()
            raise Down("down", why=f"no connection in {round(self.limits.connect)} s") from error
        except ssl.SSLError as error:
            connection.close()
            raise Down("down", why=f"TLS: {error.reason or 'failed'}") from error
        except OSError as error:
            connection.close()
            raise Down("down", why=_cause(error)) from error
        try:
            connection.sock.settimeout(min(self.limits.silence, self.limits.total))
            connection.request(
                "POST",
                f"{self.address.prefix}{path}",
                body,
                {
                    "Content-Type": "application/json; charset=utf-8",
                    "Accept": "application/json, text/csv",
                    "Accept-Encoding": "identity",
                    "User-Agent": self.user_agent,
                    "Connection": "close",
                },
            )
            return Answer(connection, connection.getresponse(), self.limits, ends)
        except TimeoutError as error:
            connection.close()
            raise Slow("slow", seconds=round(min(self.limits.silence, self.limits.total))) from error
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise Down("down", why=_cause(error)) from error

    def _connection(self) -> http.client.HTTPConnection:
        where, limit = self.address, self.limits.connect
        if not where.secure:
            return http.client.HTTPConnection(where.host, where.port, timeout=limit)
        context = ssl.create_default_context()
        if not self.proxy:
            return http.client.HTTPSConnection(where.host, where.port, timeout=limit, context=context)
        host, port = self.proxy
        tunnel = http.client.HTTPSConnection(host, port, timeout=limit, context=context)
        tunnel.set_tunnel(where.host, where.port)
        return tunnel

    def _judged(self, answer: Answer) -> Answer:
        """What can be told before the answer is read."""
        status = answer.status
        if 300 <= status < 400:
            to = answer.header("Location") or "?"
            answer.close()
            raise Redirected("redirected", to=to[:200])
        if status in (401, 403, 407):
            answer.close()
            raise AccessDenied("access-denied", status=status)
        if "html" in answer.header("Content-Type").lower():
            answer.close()
            raise NotData("not-data", what="HTML")
        return answer


class Answer(io.RawIOBase):
    """The answer's bytes as a file, counted and timed. Raises TooLarge, Slow and Truncated while it is read."""

    def __init__(
        self, connection: http.client.HTTPConnection, response: http.client.HTTPResponse, limits: Limits, ends: float
    ) -> None:  # fmt: skip
        super().__init__()
        self._connection, self._response, self._limits, self._ends = connection, response, limits, ends
        self.status, self.taken = response.status, 0
        promised = self.header("Content-Length")
        self._promised = int(promised) if promised.isdecimal() else None

    def header(self, name: str) -> str:
        return self._response.getheader(name) or ""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._chunk(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size >= 0:
            return self._chunk(size)
        whole = bytearray()
        while data := self._chunk(CHUNK):
            whole += data
        return bytes(whole)

    def _chunk(self, size: int) -> bytes:
        if self._promised is not None and self.taken >= self._promised:
            return b""
        if time.monotonic() > self._ends:
            raise Slow("slow", seconds=round(self._limits.total))
        try:
            data = self._response.read1(size)
        except TimeoutError as error:
            raise Slow("slow", seconds=round(self._limits.silence)) from error
        except (OSError, http.client.HTTPException) as error:
            raise Truncated("truncated") from error
        self.taken += len(data)
        if self.taken > self._limits.answer:
            raise TooLarge("too-large", limit=self._limits.answer // MB)
        # read1 tells the end without comparing it with what Content-Length promised
        if not data and size and self._promised is not None:
            raise Truncated("truncated")
        return data

    def close(self) -> None:
        if not self.closed:
            self._response.close()
            self._connection.close()
        super().close()


def _retry_after(header: str) -> float | None:
    """Seconds to wait: a number, or a date."""
    header = header.strip()
    if header.isdecimal():
        return float(header)
    try:
        moment = email.utils.parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    return max(0.0, moment.timestamp() - time.time())


def _cause(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "name not found"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    return "connection lost"
