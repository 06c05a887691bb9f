"""The public log of Volvo IT's incidents, as the events of cases: for tests of definitions."""

import csv
import gzip
import io
from collections import defaultdict
from datetime import datetime
from pathlib import Path

from moked.core.events import CaseAssigned, CaseWaiting, Event, WaitingOn


def cases(shared_data: Path) -> dict[str, list[Event]]:
    """Return the assignments and waits of each case, in order of time, then of the file."""
    packed = (shared_data / "volvo-incidents" / "incidents.csv.gz").read_bytes()
    text = io.StringIO(gzip.decompress(packed).decode("utf-8-sig"))
    rows = enumerate(csv.DictReader(text))
    found: dict[str, list[Event]] = defaultdict(list)
    for _, number, row in sorted((row["Change Date+Time"], n, row) for n, row in rows):
        where = {"id": f"{number:06}", "source": "volvo", "case": row["SR Number"]}
        when = datetime.fromisoformat(row["Change Date+Time"])
        found[row["SR Number"]].append(CaseAssigned(at=when, team=row["Involved ST"], **where))
        if row["Sub Status"] == "Wait - User":
            found[row["SR Number"]].append(CaseWaiting(at=when, on=WaitingOn.CUSTOMER, **where))
    return found
