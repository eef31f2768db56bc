"""A worker whose parent is gone ends too, so that it does not hold the port."""

from __future__ import annotations

import os
import signal
from multiprocessing import parent_process
from threading import Thread


def end_with_parent() -> None:
    """Has this process end when the one that started it has ended in any way, even by a kill.

    A process that `multiprocessing` did not start goes on.
    """
    if parent_process() is not None:
        Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()  # waits for a pipe (on Windows a handle) that the system closes with the parent
    os.kill(os.getpid(), signal.SIGTERM)  # answers under way are still sent
