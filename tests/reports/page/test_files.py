"""CSV holds values as they are, and nothing that a spreadsheet would run."""

import csv
from datetime import UTC, datetime
from io import StringIO

from moked.reports.page.files import as_csv
from moked.reports.page.parts import Column, Kind, Table

TABLE = Table(
    "waits",
    "Waits",
    [Column("Agent", "agent", Kind.TEXT), Column("Share", "share", Kind.SHARE), Column("At", "at")],
    [["=cmd()", 1 / 3, datetime(2026, 11, 1, tzinfo=UTC)], ["noa", None, None]],
)


def test_a_table_is_a_file_with_names_for_programs() -> None:
    rows = list(csv.reader(StringIO(as_csv(TABLE))))
    assert rows == [
        ["agent", "share", "at"],
        ["'=cmd()", "0.333333", "2026-11-01T00:00:00Z"],
        ["noa", "", ""],
    ]
