"""``roedtraad read FILE…``: reads files apart, prints what was recognised."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from roedtraad.reading.apart import read_apart
from roedtraad.reading.errors import Unreadable
from roedtraad.reading.model import Block, BlockKind, Document, Element, Project
from roedtraad.reading.opening.detect import MAX_BYTES
from roedtraad.reading.rules import RULES, explain

DESCRIPTION = """Læs dokumenter, og vis, hvad der er genkendt i dem: vision, temaer, mål, indsatser, ansvarlige …

Word (.docx, og .doc og .rtf, hvor LibreOffice er installeret), OpenDocument (.odt), PDF, HTML, Markdown og ren tekst. Filens
indhold afgør, hvad den er, ikke dens endelse. - er standard input.

Uden --json vises dispositionen. Med flere filer skrives ét JSON-objekt pr. linje, i filernes rækkefølge.
En fil, der ikke kan læses, giver én sætning på standardfejl og standser ikke de øvrige; udgangskoden er da 1."""


AT_ONCE = 2  # files read at the same time, each in a process of its own
AHEAD = 4  # files begun before the first of them is printed: what has been read waits in memory
LINE = "\r\x1b[K"  # back to the start of the line, and clear it


def main(argv: list[str]) -> int:
    """Exit status: 0 all read, 1 some file could not be read, 2 wrong arguments, 130 broken off."""
    parser = _parser()
    options = parser.parse_args(argv)
    if options.files.count("-") > 1:
        parser.error("standard input (-) kan kun læses én gang")
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        return _read_all(options, pool)
    except KeyboardInterrupt:
        return 130
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _read_all(options: argparse.Namespace, pool: ThreadPoolExecutor) -> int:
    """Print the files in their order, whichever was read first."""
    files, failed = list(options.files), False
    progress = Progress(len(files))
    waiting: deque[Future[str]] = deque()
    for number, path in enumerate(files):
        while len(waiting) < AHEAD and number + len(waiting) < len(files):
            waiting.append(pool.submit(_read_one, files[number + len(waiting)], options))
        try:
            text = progress.wait(waiting.popleft(), path)
        except Unreadable as error:
            error.name = "standard input" if path == "-" else path  # as the user wrote it
            progress.clear()
            print(error.sentence(options.language), file=sys.stderr)
            failed = True
        else:
            progress.clear()
            if not _write(text + "\n"):
                return 1
        progress.done += 1
    progress.clear()
    return 1 if failed else 0


def _read_one(path: str, options: argparse.Namespace) -> str:
    name = "standard input" if path == "-" else Path(path).name
    return _render(read_apart(_bytes(path, name), name), options, many=len(options.files) > 1)


class Progress:
    """A bar on standard error while there is something to wait for: only on a terminal, only when it takes time."""

    def __init__(self, of: int) -> None:
        self.of, self.done, self.shown = of, 0, False
        self.began = time.monotonic()

    def wait(self, future: Future[str], path: str) -> str:
        """What the future gives. Raises what it raises."""
        while sys.stderr.isatty():
            try:
                return future.result(timeout=0.25)
            except TimeoutError:
                if future.done():  # what it raised was a TimeoutError itself
                    break
                self._show(path)
        return future.result()

    def _show(self, path: str) -> None:
        seconds = int(time.monotonic() - self.began)
        if seconds < 1:
            return
        width = 24 * self.done // self.of
        bar = f"[{'█' * width:<24}] {self.done}/{self.of} " if self.of > 1 else "Læser "
        room = max(20, shutil.get_terminal_size().columns - len(bar) - 10)
        print(
            f"{LINE}{bar}{' '.join(path.split())[-room:]} … {seconds} s", end="", file=sys.stderr, flush=True
        )
        self.shown = True

    def clear(self) -> None:
        """Take the bar away, so that what is printed next stands on a line of its own."""
        if self.shown:
            print(LINE, end="", file=sys.stderr, flush=True)
            self.shown = False


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="roedtraad read", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", metavar="FIL", help="filer, der skal læses; - er standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--json", action="store_const", dest="form", const="json", help="det offentliggjorte format"
    )
    form.add_argument(
        "--outline", action="store_const", dest="form", const="outline", help="elementerne som en disposition"
    )
    form.add_argument("--explain", action="store_const", dest="form", const="explain",
                      help="som --outline, med den regel, der fandt hvert element, og hvor sikker den er")  # fmt: skip
    parser.add_argument("--language", choices=("da", "en"), default="da", help="sproget i fejlsætninger")
    parser.set_defaults(form="outline")
    return parser


def _bytes(path: str, name: str) -> bytes:
    """The file's bytes, never more than a file may have: an endless one must not fill the memory."""
    try:
        if path == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with open(path, "rb") as file:
                data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable("missing", name) from error
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large", name, f"{MAX_BYTES // 1_000_000} MB")
    return data


def _write(text: str) -> bool:
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
    except BrokenPipeError:  # "| head": the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def _render(document: Document, options: argparse.Namespace, many: bool) -> str:
    if options.form == "json":
        return json.dumps(document.to_json(), ensure_ascii=False, indent=None if many else 2)
    return render_outline(document, explain_rules=options.form == "explain")


def render_outline(document: Document, *, explain_rules: bool = False) -> str:
    """The elements as an indented list, children under their parents."""
    head = [
        document.title or "(uden titel)",
        f"  {document.source.name} · {document.kind} · {document.source.media_type}",
    ]
    facts = (
        ("kommune", document.municipality),
        ("sagsnummer", document.case_number),
        ("gyldig", f"{document.period.start or ''}–{document.period.end or ''}" if document.period else None),
        (
            "vedtaget",
            f"{document.adopted.body or ''} {document.adopted.date or ''}".strip()
            if document.adopted
            else None,
        ),
    )
    head += [f"  {label}: {value}" for label, value in facts if value]
    for project in document.projects:
        head += _project_lines(document, project, explain_rules)
    depth: dict[str, int] = {}
    lines = []
    for element in document.elements:
        depth[element.id] = depth.get(element.parent or "", -1) + 1
        lines += _lines(document, element, "  " * (depth[element.id] + 1), explain_rules)
    kinds = sum(block.kind is BlockKind.FURNITURE for block in document.blocks)
    foot = f"  {len(document.elements)} elementer af {len(document.blocks)} stykker tekst, heraf {kinds} uden indhold"
    return "\n".join([*head, "", *lines, "", foot])


def _project_lines(document: Document, project: Project, explain_rules: bool) -> list[str]:
    """A project with a partner outside: one line, and with the rules where it was found and what is said of it."""
    period = f"{project.begins or ''}–{project.ends or ''}" if project.begins or project.ends else None
    said = (project.title, project.partner and f"med {project.partner}", project.grant, period)
    lines = ["  eksternt projekt: " + ", ".join(each for each in said if each)]
    if explain_rules:
        lines += [f"    mål: {' '.join(aim.split())}" for aim in project.aims]
        lines += [f"    afrapportering: {project.reporting}"] if project.reporting else []
        where = _where(document.blocks[project.block])
        told = explain(project.rule)
        lines.append(f"    ↳ {project.rule} ({project.confidence:.2f}, {where}): {told}")
    return lines


def _where(block: Block) -> str:
    if block.page:
        return f"side {block.page}"
    return f"linje {block.line}" if block.line else f"stykke {block.index}"


def _lines(document: Document, element: Element, indent: str, explain_rules: bool) -> list[str]:
    text = " ".join(element.text.split())
    shown = {k: v for k, v in element.attributes.items() if k not in ("raw", "description", "exclusion")}
    told = "  " + " ".join(f"{key}={value}" for key, value in shown.items()) if shown else ""
    lines = [f"{indent}{element.id:<6} {element.type}: {text if explain_rules else text[:160]}{told}"]
    if explain_rules:
        block = document.blocks[element.block]
        place = _where(block)
        rule = explain(element.rule) if element.rule in RULES else element.rule
        lines.append(f"{indent}       ↳ {element.rule} ({element.confidence:.2f}, {place}): {rule}")
    return lines
