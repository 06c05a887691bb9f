"""A report's tables as CSV files: values as they are, headings as programs like them."""

import csv
from datetime import datetime
from io import StringIO

from moked.core.wire import rfc3339
from moked.reports.page.parts import Cell, Table

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula."""


def as_csv(table: Table) -> str:
    """Return a table as CSV: spans in seconds, shares 0 to 1, moments RFC 3339.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def _plain(cell: Cell) -> Cell:
    match cell:
        case datetime():
            return rfc3339(cell)
        case str() if cell.startswith(RISKY):
            return f"'{cell}"
        case float():
            return round(cell, 6)
    return cell
