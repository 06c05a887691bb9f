"""A menu as a graph: what a brute search finds in small ones, and that large ones are no matter."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.quality.menus.loops import Way, knots, loops
from moked.quality.menus.menu import Kind, Menu, Missing, Node, check


def menu(start: str = "main", /, **nodes: str | Kind) -> Menu:
    """Return a menu: `main="bills noa"` is a node with two options, and a kind is where a way ends."""
    return Menu(
        start,
        {
            name: Node(kind=made)
            if isinstance(made, Kind)
            else Node(options={str(n): to for n, to in enumerate(made.split(), start=1)})
            for name, made in nodes.items()
        },
    )


HUMAN, MESSAGE = Kind.HUMAN, Kind.MESSAGE


class TestAWayOut:
    def test_a_menu_with_a_human_behind_every_choice_is_sound(self) -> None:
        found = check(menu(main="noa amir", noa=HUMAN, amir=HUMAN))
        assert found.sound
        assert found.shortest == found.longest == ("main", "noa")

    def test_a_node_that_only_takes_a_message_has_no_way_to_a_human(self) -> None:
        found = check(menu(main="noa leave_words", noa=HUMAN, leave_words=MESSAGE))
        assert found.no_human == ("leave_words",)
        assert not found.sound

    def test_without_any_human_no_node_has_a_way_and_there_is_no_longest_one(self) -> None:
        found = check(menu(main="bills", bills=""))
        assert found.no_human == ("main", "bills")
        assert (found.shortest, found.longest) == (None, None)

    def test_a_start_without_a_way_does_not_hide_that_others_have_one(self) -> None:
        found = check(menu(main="", old="noa", noa=HUMAN))
        assert found.no_human == ("main",)
        assert found.unreachable == ("old", "noa")
        assert (found.shortest, found.longest) == (None, None)

    def test_nodes_that_no_customer_reaches_are_named_and_alone_are_no_failure(self) -> None:
        found = check(menu(main="noa", old="noa", noa=HUMAN))
        assert found.unreachable == ("old",)
        assert found.sound

    def test_an_option_to_a_node_that_does_not_exist_is_named(self) -> None:
        found = check(menu(main="noa bils", noa=HUMAN))
        assert found.missing == (Missing("main", "2", "bils"),)
        assert not found.sound

    def test_a_menu_may_open_with_a_human(self) -> None:
        found = check(menu(main=HUMAN))
        assert found.sound
        assert found.shortest == found.longest == ("main",)


class TestTheLongestWay:
    def test_it_goes_to_the_worst_node_and_from_there_to_the_nearest_human(self) -> None:
        asked = menu(main="noa bills", bills="charge", charge="which", which="main", noa=HUMAN)
        found = check(asked)
        assert found.shortest == ("main", "noa")
        assert found.longest == ("main", "bills", "charge", "which", "main", "noa")

    def test_a_node_without_a_way_to_a_human_is_not_on_it(self) -> None:
        found = check(menu(main="noa one", one="two", two="", noa=HUMAN))
        assert found.longest == ("main", "noa")


class TestLoops:
    def test_a_node_that_repeats_itself_is_a_loop(self) -> None:
        found = check(menu(main="main noa", noa=HUMAN))
        assert found.loops == (("main",),)
        assert not found.sound

    def test_each_loop_is_named_once_from_its_first_node_in_the_menu(self) -> None:
        found = check(menu(main="bills noa", bills="charge main", charge="bills", noa=HUMAN))
        assert found.loops == (("main", "bills"), ("bills", "charge"))

    def test_loops_apart_from_each_other_come_in_the_menu_s_order(self) -> None:
        found = check(menu(main="a x", x="y", y="x", a="b", b="a"))
        assert found.loops == (("x", "y"), ("a", "b"))

    def test_two_options_to_the_same_node_make_one_loop(self) -> None:
        assert check(menu(main="main main")).loops == (("main",),)

    def test_what_is_over_the_cap_is_left_out_and_said(self) -> None:
        every = " ".join("abcdef")
        crowd = menu("a", **dict.fromkeys("abcdef", every))
        # All orders of k of 6 nodes, up to rotation: sum of 6! / (6-k)! / k.
        assert len(check(crowd, most_loops=None).loops) == 6 + 15 + 40 + 90 + 144 + 120
        capped = check(crowd, most_loops=5)
        assert (len(capped.loops), capped.more_loops) == (5, True)

    def test_as_many_as_the_cap_are_all(self) -> None:
        found = check(menu(main="main"), most_loops=1)
        assert (found.loops, found.more_loops) == ((("main",),), False)


class TestALargeMenu:
    """Ten thousand nodes: no recursion, and no search that takes their square."""

    NAMES = tuple(f"n{n}" for n in range(10_000))

    def test_in_one_long_row(self) -> None:
        row = dict(pairwise(self.NAMES))
        found = check(menu("n0", **row, n9999=HUMAN))
        assert found.shortest is not None
        assert len(found.shortest) == 10_000
        assert found.sound

    def test_in_one_large_ring(self) -> None:
        ring = dict(pairwise((*self.NAMES, "n0")))
        found = check(menu("n0", **ring))
        assert found.loops == (self.NAMES,)
        assert found.no_human == self.NAMES

    def test_with_a_way_back_to_the_start_from_everywhere(self) -> None:
        back = {name: f"{after} n0" for name, after in pairwise((*self.NAMES, "noa"))}
        found = check(menu("n0", **back, noa=HUMAN))
        assert (len(found.loops), found.more_loops) == (100, True)
        assert found.no_human == ()


@st.composite
def small_menus(draw: st.DrawFn) -> Menu:
    """Menus of up to five nodes, with any options, some of them to nowhere."""
    names = [f"n{n}" for n in range(draw(st.integers(1, 5)))]
    targets = st.lists(st.sampled_from([*names, "nowhere"]), max_size=4).map(" ".join)
    node = st.one_of(targets, st.sampled_from([Kind.HUMAN, Kind.MESSAGE]))
    return menu("n0", **{name: draw(node) for name in names})


def walks(asked: Menu, name: str, seen: Way = ()) -> Iterator[Way]:
    """Yield every way from a node on which none comes twice, by trying them all."""
    way = (*seen, name)
    yield way
    for to in dict.fromkeys(asked.nodes[name].options.values()):
        if to in asked.nodes and to not in way:
            yield from walks(asked, to, way)


def ends_at_a_human(asked: Menu, way: Way) -> bool:
    return asked.nodes[way[-1]].kind is Kind.HUMAN


@given(small_menus())
def test_a_brute_search_agrees_on_where_there_is_no_human(asked: Menu) -> None:
    found = check(asked)
    assert found.no_human == tuple(
        name
        for name in asked.nodes
        if not any(ends_at_a_human(asked, way) for way in walks(asked, name))
    )
    reached = {way[-1] for way in walks(asked, "n0")}
    assert set(found.unreachable) == asked.nodes.keys() - reached


@given(small_menus())
def test_a_brute_search_agrees_on_every_loop(asked: Menu) -> None:
    order = list(asked.nodes)
    rounds = {
        way
        for name in asked.nodes
        for way in walks(asked, name)
        if name in asked.nodes[way[-1]].options.values() and min(way, key=order.index) == name
    }
    found = check(asked, most_loops=None).loops
    assert len(set(found)) == len(found)
    assert set(found) == rounds


@given(small_menus())
def test_a_brute_search_agrees_on_the_ways_to_a_human(asked: Menu) -> None:
    found = check(asked)

    def shortest(name: str, ends: bool = True, to: str | None = None) -> int | None:
        lengths = (
            len(way) - 1
            for way in walks(asked, name)
            if (way[-1] == to if to else ends_at_a_human(asked, way))
        )
        return min(lengths, default=None)

    totals = [
        there + out
        for name in asked.nodes
        if (there := shortest("n0", to=name)) is not None and (out := shortest(name)) is not None
    ]
    assert (len(found.longest) - 1 if found.longest else None) == max(totals, default=None)
    assert (len(found.shortest) - 1 if found.shortest else None) == shortest("n0")
    for way in (found.shortest, found.longest):
        for node, after in pairwise(way or ()):
            assert after in asked.nodes[node].options.values()
        assert way is None or (way[0] == "n0" and ends_at_a_human(asked, way))


@pytest.mark.parametrize(
    ("graph", "parts"),
    [
        ({"a": ["b"], "b": ["a"], "c": ["a"]}, [{"a", "b"}]),
        ({"a": ["a"], "b": []}, [{"a"}]),
        ({"a": ["b"], "b": []}, []),
    ],
)
def test_a_knot_is_where_one_can_go_round_for_ever(
    graph: dict[str, list[str]], parts: list[set[str]]
) -> None:
    assert [set(part) for part in knots(graph)] == parts
    assert bool(list(loops(graph))) is bool(parts)
