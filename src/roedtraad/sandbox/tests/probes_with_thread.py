"""A module that begins a thread when it is loaded, as some libraries do."""

import threading

threading.Thread(target=threading.Event().wait, daemon=True).start()


def alive():
    return sum(thread.name != "MainThread" and thread.is_alive() for thread in threading.enumerate())
