"""Work on things from outside, done in a process of its own with limits.

``run("package.module:function", *args, limits=Limits(…))`` calls the function in a fresh Python process that
has no network, starts no program that the limits do not name, writes only in a folder of its own, and ends when it takes too long,
uses too much, or its parent dies. Arguments and result are what JSON can carry, and bytes.

``run_program([…], folder, limits)`` does the same for a program that is not ours.

The process is started with `subprocess`, never forked: safe from a web or worker process with threads.
"""

from roedtraad.sandbox.errors import Failed, SandboxError, TookTooLong, UsedTooMuch
from roedtraad.sandbox.parent import Limits, run
from roedtraad.sandbox.program import run_program

__all__ = ["Failed", "Limits", "SandboxError", "TookTooLong", "UsedTooMuch", "run", "run_program"]
