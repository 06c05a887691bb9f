"""Quantiles are spans that somebody waited, never numbers in between."""

from hypothesis import given
from hypothesis import strategies as st

from moked.reports.figures.spread import in_bands, quantile, spread

spans = st.lists(st.floats(0, 1e6), min_size=1, max_size=40)


@given(spans)
def test_at_least_half_waited_no_longer_than_the_median(waited: list[float]) -> None:
    found = spread(waited)
    assert 2 * sum(span <= found.median for span in waited) >= len(waited)
    assert found.median in waited
    assert found.median <= found.p90 <= max(waited)


def test_nine_of_ten_is_the_ninth() -> None:
    assert quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 9) == 9
    assert quantile([7], 5) == 7


@given(spans)
def test_every_span_is_in_one_band(waited: list[float]) -> None:
    assert sum(in_bands(waited, [10, 100])) == len(waited)


def test_an_end_belongs_to_its_band() -> None:
    assert in_bands([10, 10.1, 100.5], [10, 100]) == [1, 1, 1]
