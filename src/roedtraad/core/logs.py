"""What a log must not hold: the keys of links in mails."""

from __future__ import annotations

import logging
import re

# A part of an address of 43 letters: 256 bits in base64, which is how long every key of ours is.
KEY = re.compile(r"(?<=/)[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")


class WithoutKeys(logging.Filter):
    """Puts "…" in the place of the key in an address, in the message as it will be written."""

    def filter(self, record: logging.LogRecord) -> bool:
        words = record.getMessage()
        without = KEY.sub("…", words)
        if without != words:
            record.msg, record.args = without, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = KEY.sub("…", logging.Formatter().formatException(record.exc_info))
        return True
