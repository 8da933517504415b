"""Stylesheets and scripts as they go over a telephone's line: squeezed once, kept by what they hold."""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

TEXTS = (".css", ".js", ".svg")
SMALLEST = 800  # bytes: what fits in one packet gains nothing


class Squeezed(WhiteNoiseMiddleware):
    """As WhiteNoise, with a gzip of every text beside it for the browsers that take one (all do).

    WhiteNoise looks for such files where the texts lie; those of the packages lie where we do not write.
    """

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> StaticFile:
        found: StaticFile = super().get_static_file(path, url, stat_cache)
        if not path.endswith(TEXTS) or os.path.getsize(path) < SMALLEST:
            return found
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        return StaticFile(path, headers.items(), encodings={"gzip": squeezed(Path(path))})


def squeezed(path: Path) -> str:
    """The path of the gzip of a file; made where it is not there yet, whole or not at all."""
    data = path.read_bytes()
    folder = settings.HOME / "squeezed"
    kept = folder / f"{hashlib.sha256(data).hexdigest()}.gz"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(gzip.compress(data, 9, mtime=0))
        os.replace(temporary, kept)
    return str(kept)
