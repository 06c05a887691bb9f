"""A picture of a right-to-left page runs from right to left."""

from moked.reports.page.charts import Dot, bars, category, chart, dots, values

SERIES = [bars("kept", [1, 2], "#000"), bars("late", [3, 4], "#111")]


def test_right_to_left_turns_the_axes_and_the_legend() -> None:
    option = chart(SERIES, x=category(["1", "2"]), y=values(), rtl=True, legend=True)
    assert option["xAxis"]["inverse"] is True
    assert option["yAxis"]["position"] == "right"
    assert [each["name"].strip("\u2067\u2069") for each in option["legend"]["data"]] == [
        "late",
        "kept",
    ]
    assert [each["name"] for each in option["series"]] == ["\u2067kept\u2069", "\u2067late\u2069"]


def test_left_to_right_stays_as_it_is() -> None:
    option = chart(SERIES, x=category(["1", "2"]), y=values(unit="%"), rtl=False)
    assert "inverse" not in option["xAxis"]
    assert "legend" not in option
    assert option["yAxis"]["axisLabel"]["formatter"] == "{value}%"


def test_a_named_point_shows_its_short_name_where_it_was_told_to() -> None:
    near = Dot("noa", "noa: 3 of 100", 100, 3, below=True)
    series = dots("above", [near], "#000", named=True)
    (point,) = series["data"]
    assert (point["name"], point["value"]) == ("noa: 3 of 100", [100, 3])
    assert (point["label"]["formatter"], point["label"]["position"]) == ("noa", "bottom")
