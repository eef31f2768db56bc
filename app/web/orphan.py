"""Ends a worker whose parent process has ended, so that it does not keep the port."""

from __future__ import annotations

import os
import signal
from multiprocessing import parent_process
from threading import Thread


def end_with_parent() -> None:
    """Ends this process when its parent has ended in any way, even by a kill.

    It does nothing in a process that `multiprocessing` did not start.
    """
    if parent_process() is not None:
        Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()  # waits for a pipe (on Windows a handle) that the system closes with the parent
    os.kill(os.getpid(), signal.SIGTERM)  # finishes the answers it is sending
