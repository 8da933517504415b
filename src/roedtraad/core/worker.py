"""The worker: takes tasks off the queue and, beside them, runs regular work and takes up lost jobs."""

from __future__ import annotations

import logging
import signal
import threading
import uuid

from django.db import close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker

from . import schedule

log = logging.getLogger("roedtraad.worker")


def keep_regular(stop: threading.Event, seconds: float = 2.0) -> None:
    """Until told to stop: run what is due. A fault is logged and the round goes on."""
    while not stop.wait(seconds):
        close_old_connections()
        try:
            schedule.run_due()
        except Exception:
            log.exception("the regular round failed")
    connection.close()


def work(*, batch: bool = False, interval: float = 0.3) -> None:
    """Work until the process is told to stop, or with `batch` until the queue is empty."""
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
    logging.getLogger("django_tasks").setLevel(logging.WARNING)
    worker = Worker(
        queue_names=["*"],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid.uuid4().hex,
        excluded_queue_names=[],
    )
    stop = threading.Event()
    if threading.current_thread() is threading.main_thread() and not batch:
        worker.configure_signals()
        signal.signal(signal.SIGTERM, worker.shutdown)
        threading.Thread(target=keep_regular, args=(stop,), name="regular", daemon=True).start()
    try:
        worker.run()
    finally:
        stop.set()
