"""Work on things from outside, done in a process of its own with limits.

``run("package.module:function", *args, limits=Limits(…))`` calls the function in a Python process of its own that
has no network, starts no program that the limits do not name, writes only in a folder of its own, and ends when it takes too long,
uses too much, or its parent dies. Arguments and result are what JSON can carry, and bytes.

``run_program([…], folder, limits)`` does the same for a program that is not ours.

Our own process is never forked, which would not be safe with threads: one that has only loaded the function's module stands
ready and is copied for each call (`ready`), or a fresh one is started.
"""

from roedtraad.sandbox.errors import Failed, SandboxError, TookTooLong, UsedTooMuch
from roedtraad.sandbox.parent import Limits, run
from roedtraad.sandbox.program import run_program

__all__ = ["Failed", "Limits", "SandboxError", "TookTooLong", "UsedTooMuch", "run", "run_program"]
