"""A file on its way in: cut off at the limit while it streams, so that nobody fills the disk or the memory."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class CutOff(FileUploadHandler):
    """Stands before the others and lets no file grow beyond `limit` bytes; its name is then in `too_large`."""

    def __init__(self, request: Any, limit: int):
        super().__init__(request)
        self.limit, self.size = limit, 0
        self.too_large: list[str] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.size += len(raw_data)
        if self.size > self.limit:
            self.too_large.append(str(self.file_name))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
