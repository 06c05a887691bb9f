"""Importers: files of other systems, and our own, read as events.

Each package here is one format and offers a `READER`; putting one here adds the format. `open_log`
finds the right one. A line that cannot be used is refused with its number and the reason, and the
rest goes on; an input that cannot be used at all raises `Refused` with one sentence.
"""

from moked.importers.log import Log, open_log

__all__ = ["Log", "open_log"]
