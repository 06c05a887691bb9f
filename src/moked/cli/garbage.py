"""Reading without the garbage collector's rounds."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Stop Python's cyclic garbage collector, and set it going again afterwards if it was going.

    A log is millions of records that live to the end and hold no cycles. The collector would go
    through all of them again and again as they grow in number, and never find one to free.
    """
    was_going = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_going:
            gc.enable()
