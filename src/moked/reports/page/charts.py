"""Options for ECharts, as plain values: the page's script hands them over and adds nothing.

A picture of a right-to-left page runs from right to left, its value axis on the right. No option holds
a function or a text of HTML, so what people wrote stays text.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Option = dict[str, Any]

ACCENT = "#0b6e69"
QUIET = "#9cc5bf"
GREY = "#6b7672"
LINE = "#d9ddd9"
RED = "#b3261e"

COLOURS: Mapping[str, str] = {
    "legal": RED,
    "word": "#c2571a",
    "lost": "#8a6d00",
    "effort": "#3f6ea3",
    "tone": "#6b4fa0",
}
"""The colours of severities, as in the page's style sheet."""

RIGHT_TO_LEFT_ISOLATE, POP_ISOLATE = "\u2067", "\u2069"


def chart(
    series: Sequence[Option],
    *,
    x: Option,
    y: Option,
    rtl: bool,
    legend: bool = False,
    by_item: bool = False,
) -> Option:
    """Return a chart with one x and one y axis; the tooltip tells an item, or all of a category."""
    option: Option = {
        "animation": False,
        "textStyle": {"fontFamily": "Heebo, system-ui, sans-serif", "color": GREY},
        "grid": {
            "left": 8,
            "right": 8,
            "top": 44 if legend else 28,
            # The name of the x axis stands below its labels, which alone the grid makes room for.
            "bottom": 28 if x.get("name") else 8,
            "containLabel": True,
        },
        "tooltip": {"trigger": "item" if by_item else "axis", "confine": True},
        "xAxis": {**_AXIS, **x},
        "yAxis": {**_AXIS, **y},
        "series": list(series),
    }
    if legend:
        option["legend"] = {"top": 0, "icon": "roundRect", "itemWidth": 12, "itemHeight": 12}
    return mirrored(option) if rtl else option


_AXIS: Option = {
    "nameTextStyle": {"color": GREY},
    "axisLine": {"lineStyle": {"color": LINE}},
    "axisTick": {"show": False},
    "splitLine": {"lineStyle": {"color": "#eceeec"}},
    "axisLabel": {"color": GREY, "hideOverlap": True},
}


def mirrored(option: Option) -> Option:
    """Return a chart as a right-to-left page shows it: x to the left, the y axis on the right."""
    turned = {
        **option,
        "xAxis": {**option["xAxis"], "inverse": True},
        "yAxis": {**option["yAxis"], "position": "right"},
    }
    if "legend" in option:
        # A legend runs from left to right whatever the page does.
        names = dict.fromkeys(series["name"] for series in option["series"])
        turned["legend"] = {
            **option["legend"],
            "right": 0,
            "data": [{"name": name} for name in reversed(names)],
        }
    return {key: _isolated(value) for key, value in turned.items()}


def _isolated(value: Any) -> Any:
    """Return an option whose texts read from right to left within the picture, which runs the other way."""
    if isinstance(value, dict):
        return {
            key: _read_rightwards(each) if key in _SHOWN else _isolated(each)
            for key, each in value.items()
        }
    return [_isolated(each) for each in value] if isinstance(value, list) else value


_SHOWN = frozenset({"name", "formatter"})


def _read_rightwards(text: Any) -> Any:
    return f"{RIGHT_TO_LEFT_ISOLATE}{text}{POP_ISOLATE}" if isinstance(text, str) else text


def category(labels: Sequence[str], *, name: str = "") -> Option:
    """Return an axis of labelled places."""
    axis: Option = {"type": "category", "data": list(labels), "splitLine": {"show": False}}
    return {**axis, **_below(name)}


def values(name: str = "", *, unit: str = "", **more: Any) -> Option:
    """Return an axis of numbers."""
    axis: Option = {"type": "value", **more, **_below(name)}
    if unit:
        axis["axisLabel"] = {**_AXIS["axisLabel"], "formatter": "{value}" + unit}
    return axis


def _below(name: str) -> Option:
    return {"name": name, "nameLocation": "middle", "nameGap": 26} if name else {}


def bars(name: str, numbers: Sequence[Any], colour: str, *, stack: str | None = None) -> Option:
    """Return a series of bars."""
    series: Option = {
        "type": "bar",
        "name": name,
        "data": list(numbers),
        "itemStyle": {"color": colour},
        "barMaxWidth": 36,
    }
    return {**series, "stack": stack} if stack else series


def mark_at(x: float, label: str) -> Option:
    """Return a vertical line with its label, to be put into a series as `markLine`."""
    return {
        "silent": True,
        "symbol": "none",
        "lineStyle": {"color": RED, "type": "dashed", "width": 2},
        "label": {"formatter": label, "color": RED, "position": "end", "fontWeight": 600},
        "data": [{"xAxis": x}],
    }


def curve(name: str, points: Sequence[tuple[float, float]], colour: str, *, dashed: bool) -> Option:
    """Return a line without symbols through points."""
    return {
        "type": "line",
        "name": name,
        "data": [list(point) for point in points],
        "showSymbol": False,
        "silent": True,
        "lineStyle": {"color": colour, "width": 1.5, "type": "dashed" if dashed else "solid"},
        "itemStyle": {"color": colour},
        "tooltip": {"show": False},
    }


class Dot(NamedTuple):
    """A point: the short name that may stand above or below it, and all that it says when it is touched."""

    short: str
    says: str
    x: float
    y: float
    below: bool = False


def dots(name: str, points: Sequence[Dot], colour: str, *, named: bool) -> Option:
    """Return a series of points; `named` writes their short names beside them."""
    # A name that stands on a curve is read all the same.
    paper = {"backgroundColor": "rgba(255,255,255,0.85)", "padding": [1, 3]}
    label = {"show": named, "color": colour, "fontWeight": 600, **paper}
    return {
        "type": "scatter",
        "name": name,
        "symbolSize": 11 if named else 9,
        "itemStyle": {"color": colour, "opacity": 1 if named else 0.7},
        "data": [
            {
                "name": dot.says,
                "value": [dot.x, dot.y],
                "label": {
                    **label,
                    "formatter": dot.short,
                    "position": "bottom" if dot.below else "top",
                },
            }
            for dot in points
        ],
        "tooltip": {"formatter": "{b}"},
    }
