"""Old Word files (.doc) and rich text (.rtf): LibreOffice, where it is installed, makes a .docx of them, and that is read.

The conversion has limits of its own, since LibreOffice needs more than a reading may: its own profile, made for the occasion
and thrown away, no macros, no links followed, no network, a time and a size, and it dies with its children.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from roedtraad.reading.errors import Unreadable
from roedtraad.reading.model import Document
from roedtraad.reading.opening.detect import DOC, MAX_BYTES, RTF, legacy_kind
from roedtraad.sandbox import Limits, SandboxError, TookTooLong, run_program

MB = 1024 * 1024
LIMITS = Limits(
    wall=45, cpu=40, memory=1536 * MB, files=512, output=100 * MB
)  # address space, of which libraries 500 MB
SUFFIX = {DOC: "doc", RTF: "rtf"}

# LibreOffice's settings: module, key, value. No code of a document runs, and nothing that it names is fetched.
SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("org.openoffice.Office.Common/Save/Document", "AutoSave", "false"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),  # 0 always, 1 on request, 2 never
    ("org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    ("org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
)


@cache
def libreoffice() -> str | None:
    """Where LibreOffice is, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def modern(data: bytes, name: str) -> bytes:
    """An old file as .docx; any other as it is. Raises Unreadable: "old_word" without LibreOffice, else what went wrong."""
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large", name, f"{MAX_BYTES // 1_000_000} MB")
    kind = legacy_kind(data)
    if kind is None:
        return data
    program = libreoffice()
    if program is None:
        raise Unreadable("old_word", name, f".{SUFFIX[kind]}")
    key = hashlib.sha256(data).digest()
    if _LAST and _LAST[0] == key:
        return _LAST[1]
    converted = _convert(program, data, name, SUFFIX[kind])
    _LAST[:] = [key, converted]
    return converted


def forget() -> None:
    """The next file is converted even if it is the same as the last."""
    _LAST.clear()


_LAST: list[bytes] = []  # one file is read and then looked through for CPR numbers: it is converted once


def _convert(program: str, data: bytes, name: str, suffix: str) -> bytes:
    folder = Path(tempfile.mkdtemp(prefix="roedtraad-"))
    try:
        source, profile = folder / f"source.{suffix}", folder / "profile"
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        argv = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--invisible", "--norestore",
                "--nolockcheck", "--nodefault", "--nologo", "--convert-to", "docx:MS Word 2007 XML",
                "--outdir", str(folder / "out"), str(source)]  # fmt: skip
        run_program(argv, str(folder), LIMITS, {"SAL_USE_VCLPLUGIN": "svp"})
        made = folder / "out" / "source.docx"
        if not made.is_file() or not zipfile.is_zipfile(made):
            raise Unreadable("damaged", name)
        return made.read_bytes()
    except TookTooLong as error:
        raise Unreadable("too_slow", name) from error
    except SandboxError as error:
        raise Unreadable("damaged", name) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{key}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, key, value in SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}</oor:items>\n"
    )


def with_source_of(document: Document, data: bytes) -> Document:
    """The document, telling of the file that came, not of what was made of it on the way."""
    kind = legacy_kind(data)
    if kind is not None:
        document.source = replace(document.source, sha256=hashlib.sha256(data).hexdigest(), media_type=kind)
    return document
