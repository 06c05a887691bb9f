"""Tables through a mapping: the examples of the docs, and what a spreadsheet can do to a table."""

import json
import re
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from moked.core.errors import Refused
from moked.importers import open_log
from tests.importers.reading import Reading, reading
from tests.importers.samples import CSV, CSV_MAPPING, mapping

DOCS = Path(__file__).parents[3] / "docs" / "csv-mapping.md"
BLOCKS = re.findall(r"```(csv|toml|jsonl)\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
EXAMPLES = [
    (table, toml, events)
    for (first, table), (_, toml), (last, events) in zip(
        BLOCKS, BLOCKS[1:], BLOCKS[2:], strict=False
    )
    if (first, last) == ("csv", "jsonl")
]

HEAD, *ROWS = CSV.splitlines()
READ = reading(CSV, "csv", mapping(CSV_MAPPING))


def read(text: str | bytes, extra: str = "") -> Reading:
    return reading(text, "csv", mapping(extra + CSV_MAPPING))


def one(row: str, fields: str, type: str = "queue.joined") -> Reading:
    """One row of columns a, b and c, read as one event with these fields."""
    text = f'source = "desk"\nmoments = ["epoch"]\n[[event]]\ntype = "{type}"\nat = "a"\n[event.fields]\n{fields}'
    return reading(f"a,b,c\n{row}\n1,q,2\n", "csv", mapping(text))


def test_the_docs_have_two_examples() -> None:
    assert len(EXAMPLES) == 2


@pytest.mark.parametrize(("table", "toml", "events"), EXAMPLES)
def test_the_docs_examples_read_as_they_say(
    table: str, toml: str, events: str, tmp_path: Path
) -> None:
    wanted = [json.loads(line) for line in events.splitlines()]
    (tmp_path / "m.toml").write_text(toml, "utf-8")
    found = mapping(toml)
    (tmp_path / "table.csv").write_bytes(table.encode(found.encoding))
    log = open_log(tmp_path / "table.csv", mapping=tmp_path / "m.toml")
    got = Reading(list(log), [], log).facts()
    assert got == [(each["type"], each["time"], each["data"]) for each in wanted]
    assert (log.format, log.refused) == ("csv", 0)


def test_every_xes_or_csv_mapping_in_the_docs_loads() -> None:
    assert [mapping(text).source for kind, text in BLOCKS if kind == "toml"] == [
        "switchboard",
        "old-desk",
        "old-desk",
    ]


@pytest.mark.parametrize("encoding", ["cp1255", "iso8859_8", "utf-16", "utf-16-le", "utf-8-sig"])
def test_hebrew_reads_the_same_in_every_encoding(encoding: str) -> None:
    data = CSV.encode(encoding)
    assert read(data, f'encoding = "{encoding}"\n').events == READ.events


@pytest.mark.parametrize("delimiter", [",", "\t", "|", ";"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    assert len(read(CSV.replace(";", delimiter)).events) == len(READ.events)


def test_a_delimiter_that_cannot_be_guessed_is_named() -> None:
    assert len(read(CSV.replace(";", "#"), 'delimiter = "#"\n').events) == 3


def test_a_table_without_a_header_takes_its_columns_from_the_mapping() -> None:
    columns = json.dumps(HEAD.split(";"), ensure_ascii=False)
    assert read("\n".join(ROWS), f"columns = {columns}\n").events == READ.events


def test_marks_of_direction_and_hard_spaces_round_a_cell_are_not_in_it() -> None:
    marked = CSV.replace("דנה", "\u200fדנה\xa0").replace("לקוח", "\ufeffלקוח\u200e")
    assert [event.at for event in read(marked).events] == [event.at for event in READ.events]
    assert read(marked).facts()[0][2]["customer"] == "דנה"


def test_a_bad_cell_refuses_its_event_and_the_rows_other_one_stays() -> None:
    bad = read(CSV.replace("04/01/2026 09:04", "32/01/2026 09:04"))
    assert len(bad.events) == 2
    assert bad.refusals == [
        (
            2,
            "contact.ended: column 'סיום': '32/01/2026 09:04' is not a time like %d/%m/%Y %H:%M",
        )
    ]


def test_a_value_that_the_table_does_not_list_is_refused_by_its_name() -> None:
    bad = read(CSV.replace("מייל", "פקס"))
    assert bad.refusals == [(3, "contact.started: column 'ערוץ': 'פקס' is not among its `values`")]


def test_a_field_that_an_event_needs_and_its_cell_lacks_is_refused() -> None:
    bad = read(CSV.replace("1;טלפון", ";טלפון"))
    assert [line for line, _ in bad.refusals] == [2, 2]
    assert "missing required field `contact`" in bad.refusals[0][1]


def test_bytes_that_are_not_of_the_encoding_refuse_what_uses_them() -> None:
    bad = read(CSV.encode().replace("דנה".encode(), b"\xff\xd9"))
    assert bad.refusals == [
        (2, "contact.started: column 'לקוח': not in the mapping's encoding"),
    ]
    assert len(bad.events) == 2


def test_an_encoding_that_breaks_on_a_line_refuses_the_line() -> None:
    bad = read(CSV.encode("utf-7") + b"+!;;;;\n", 'encoding = "utf-7"\n')
    assert bad.refusals[0][0] == 4
    assert len(bad.events) == 3


def test_a_row_of_too_many_cells_is_refused_and_empty_ones_do_no_harm() -> None:
    bad = read(CSV + ROWS[0] + ";more\n" + ROWS[0].replace("1;", "9;", 1) + ";;\n\n;;;;\n")
    assert bad.refusals == [(4, "has 6 cells, and the table 5 columns")]
    assert len(bad.events) == 5


def test_a_row_that_is_too_short_has_empty_cells() -> None:
    assert len(read(f"{HEAD}\n{ROWS[0].rpartition(';')[0]}\n").events) == 1


def test_a_cell_over_several_lines_counts_from_the_first() -> None:
    bad = read(f'{HEAD}\n3;"טלפון\nשני";דנה;04/01/2026 09:00;\n{ROWS[0]}\n')
    assert [line for line, _ in bad.refusals] == [2]
    assert len(bad.events) == 2


def test_a_quote_that_never_closes_is_refused() -> None:
    bad = read(f'{CSV}9;"{"x" * 200_000};;;\n')
    assert bad.refusals == [(4, "not a row: field larger than field limit (131072)")]
    assert len(bad.events) == 3


def test_a_header_that_never_ends_is_refused() -> None:
    with pytest.raises(Refused, match="no header in line 1"):
        read('"' + "x;" * 100_000)


def test_a_missing_column_is_named_with_the_mapping_that_needs_it() -> None:
    with pytest.raises(Refused, match=r"no column 'סיום', which .*mapping\.toml needs; it has "):
        read(CSV.replace("סיום", "סוף"))


def test_the_same_row_delivered_twice_is_one() -> None:
    twice = read(CSV + ROWS[0] + "\n")
    assert twice.events == READ.events
    assert twice.log.repeated == 2


def test_an_id_of_the_mappings_own_tells_like_rows_apart() -> None:
    text = CSV_MAPPING.replace('at = "התחלה"', 'at = "התחלה"\nid = "{מספר}/start"')
    ids = [event.id for event in reading(CSV, "csv", mapping(text)).events]
    assert [id for id in ids if id.endswith("start")] == ["1/start", "2/start"]


def test_numbers_moments_flags_and_lists_are_read_from_text() -> None:
    place = one("5,q,3", 'contact = "b"\nqueue = "b"\nplace = "c"')
    assert place.facts()[0][2] == {"contact": "q", "queue": "q", "place": 3}
    due = one("5,p,90", 'promise = "b"\nby = { constant = "us" }\ndue = "c"', "promise.moved")
    assert due.facts()[0][2]["due"] == datetime(1970, 1, 1, 0, 1, 30, tzinfo=UTC)
    flag = one(
        "5,m,כן",
        'contact = "b"\nnode = "b"\nhuman = { column = "c", values = { "כן" = true }, other = false }',
        "menu.shown",
    )
    assert [data["human"] for _, _, data in flag.facts()] == [True, False]
    queues = one("5,noa,x", 'agent = "b"\nqueues = "c"', "agent.available")
    assert queues.facts()[0][2]["queues"] == ["x"]


def test_a_moment_in_a_field_is_refused_like_any_other() -> None:
    bad = one("5,p,never", 'promise = "b"\nby = { constant = "us" }\ndue = "c"', "promise.moved")
    assert bad.refusals == [(2, "promise.moved: column 'c': 'never' is not a time like epoch")]


def test_a_texts_columns_are_filled_once_and_an_empty_one_leaves_it_out() -> None:
    fields = 'contact = { text = "{b}-{c}" }\nqueue = { constant = "q" }'
    assert one("5,{c},1", fields).facts()[0][2]["contact"] == "{c}-1"
    assert "missing required field" in one("5,,1", fields).refusals[0][1]


def test_lines_of_a_wide_encoding_are_numbered_alike() -> None:
    data = CSV.replace("מייל", "פקס").encode("utf-16")
    assert [line for line, _ in read(data, 'encoding = "utf-16"\n').refusals] == [3]


def test_blocks_in_the_docs_come_as_table_mapping_and_events() -> None:
    kinds = [kind for kind, _ in BLOCKS]
    assert ("csv", "toml") in pairwise(kinds)
    assert ("toml", "jsonl") in pairwise(kinds)
