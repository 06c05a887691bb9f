"""What holds of every reader, whatever its format."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.core.errors import Refused
from moked.core.wire import decode_line, encode_line
from moked.importers import open_log
from moked.importers.reader import found_readers
from tests.importers.reading import Reading, gzipped, reading
from tests.importers.samples import SAMPLES, mapping

MAPPINGS = {name: mapping(text) for name, (_, _, text) in SAMPLES.items() if text}

sample = pytest.mark.parametrize("name", SAMPLES)


def read_sample(name: str, data: bytes | None = None) -> Reading:
    format, text, _ = SAMPLES[name]
    return reading(text if data is None else data, format, MAPPINGS.get(name))


def test_every_reader_has_a_sample_and_tests() -> None:
    here = Path(__file__).parent
    for name in found_readers():
        assert name in {format for format, _, _ in SAMPLES.values()}
        assert list((here / name.replace("-", "_")).glob("test_*.py")), name


@sample
def test_its_sample_is_read_without_a_refusal(name: str) -> None:
    read = read_sample(name)
    assert read.events
    assert read.refusals == []


@sample
def test_its_format_is_recognised_from_a_file(name: str, tmp_path: Path) -> None:
    format, text, mapping_text = SAMPLES[name]
    log, toml = tmp_path / "log", tmp_path / "mapping.toml"
    log.write_text(text, encoding="utf-8")
    if mapping_text:
        toml.write_text(mapping_text, encoding="utf-8")
    with open_log(log, mapping=toml if mapping_text else None) as opened:
        assert opened.format == format
        assert list(opened) == read_sample(name).events


@sample
def test_reading_it_twice_gives_the_same_ids(name: str) -> None:
    first, second = read_sample(name).events, read_sample(name).events
    assert [event.id for event in first] == [event.id for event in second]
    assert len({event.id for event in first}) == len(first)


@sample
def test_what_it_reads_survives_the_wire(name: str) -> None:
    for event in read_sample(name).events:
        assert decode_line(encode_line(event)) == event


@sample
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(name: str) -> None:
    text = SAMPLES[name][1]
    windows = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert read_sample(name, windows).events == read_sample(name).events


@sample
def test_packed_it_reads_the_same(name: str) -> None:
    packed = gzipped(SAMPLES[name][1])
    assert read_sample(name, packed).events == read_sample(name).events


@st.composite
def damaged(draw: st.DrawFn, text: str) -> bytes:
    """The sample with a few places overwritten, cut out or doubled."""
    data = text.encode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 80)))
        new = draw(
            st.one_of(
                st.binary(max_size=12),
                st.sampled_from([b"", b"\0", b"\n", b'"', b"|", b"\xff", b"99999999999999", b"-1"]),
                st.just(data[start:end] * 2),
            )
        )
        data = data[:start] + new + data[end:]
    return data


def only_events_and_refusals(name: str, data: bytes) -> None:
    read: Reading | None = None
    said = ""
    try:
        read = read_sample(name, data)
    except Refused as refused:
        said = str(refused)
    if read is None:
        assert said
        assert "\n" not in said
        return
    assert all(event.id and event.at.tzinfo for event in read.events)
    assert all(line >= 0 and reason and "\n" not in reason for line, reason in read.refusals)


@sample
@given(data=st.data())
def test_a_damaged_log_gives_events_and_refusals_and_nothing_else(
    name: str, data: st.DataObject
) -> None:
    only_events_and_refusals(name, data.draw(damaged(SAMPLES[name][1])))


@sample
@given(data=st.binary(min_size=1, max_size=400))
def test_any_bytes_give_events_and_refusals_and_nothing_else(name: str, data: bytes) -> None:
    only_events_and_refusals(name, data)


@sample
@given(data=st.data())
def test_a_gzip_file_cut_or_damaged_anywhere_is_no_crash(name: str, data: st.DataObject) -> None:
    packed = bytearray(gzipped(SAMPLES[name][1]))
    at = data.draw(st.integers(2, len(packed) - 1))
    packed[at] ^= data.draw(st.integers(0, 255))
    only_events_and_refusals(name, bytes(packed[: data.draw(st.integers(at, len(packed)))]))
