from datetime import timedelta

import pytest

from moked.policy import load
from moked.quality.detector import CENTRE
from moked.quality.detectors.unequal_service import UnequalService
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import IL, findings
from tests.quality.words import at

NINE = at("Sun 09:00")


def moment(seconds: float) -> str:
    day = NINE + timedelta(seconds=seconds)
    return day.strftime("%a %H:%M:%S")


def customer(segment: str | None, **given):
    """Return the case of a segment's one customer, who is called after it."""
    name = segment or "nobody"
    return w.case_opened("Sun 08:00", case=f"k-{name}", customer=name, segment=segment, **given)


def waited(segment: str | None, waits: list[float], **given):
    """Return contacts of a segment's customer, a second apart, each with its wait in seconds."""
    name = segment or "nobody"
    events = []
    for n, wait in enumerate(waits):
        contact = f"c-{name}-{given.get('topic')}-{n}"
        events += [
            w.contact_started(moment(n), **{"contact": contact, "customer": name} | given),
            w.agent_connected(moment(n + wait), contact=contact),
        ]
    return events


def promised(segment: str, kept: int, of: int, **given):
    """Return promises to a segment's customer, due at ten, so many of them kept."""
    events = []
    for n in range(of):
        promise = f"p-{segment}-{n}"
        events.append(
            w.promise_made(
                "Sun 09:00",
                promise=promise,
                customer=segment,
                **{"due": "Sun 10:00"} | given,
            )
        )
        if n < kept:
            events.append(w.promise_kept("Sun 10:00", promise=promise))
    return events


def around(middle: float, count: int = 30) -> list[float]:
    """Return waits whose median is `middle`, within 2 % of it."""
    return [middle * (1 + 0.04 * (n / (count - 1) - 0.5)) for n in range(count)]


TWO = [customer("gold"), customer("all")]

FOUND = {
    "gold waits a minute, the others two": [
        *TWO,
        *waited("gold", around(60)),
        *waited("all", around(120)),
    ],
    "just over the ratio": [*TWO, *waited("gold", around(100)), *waited("all", around(126))],
    "the others are of no named segment": [
        customer("gold"),
        customer(None),
        *waited("gold", around(60)),
        *waited(None, around(120)),
    ],
    "the others are of two segments": [
        *TWO,
        customer("silver"),
        *waited("gold", around(60)),
        *waited("all", around(120, 15)),
        *waited("silver", around(121, 15)),
    ],
    "gold is answered at once": [*TWO, *waited("gold", [0.0] * 30), *waited("all", around(40))],
    "in each of two topics": [
        *TWO,
        *waited("gold", around(60, 15), topic="billing"),
        *waited("gold", around(200, 15), topic="fault"),
        *waited("all", around(120, 15), topic="billing"),
        *waited("all", around(400, 15), topic="fault"),
    ],
    "customers identified during the contact": [
        *TWO,
        *waited("gold", around(60), customer=None),
        *waited("all", around(120)),
        *[
            w.customer_identified("Sun 09:10", contact=f"c-gold-None-{n}", customer="gold")
            for n in range(30)
        ],
    ],
    "the contacts name a case of the segment": [
        *TWO,
        *waited("gold", around(60), customer=None, case="k-gold"),
        *waited("all", around(120)),
    ],
    "a later case without a segment does not take it away": [
        *TWO,
        w.case_opened("Sun 08:30", case="k9", customer="gold"),
        *waited("gold", around(60), case="k9"),
        *waited("all", around(120)),
    ],
    "more promises to gold are kept": [
        *TWO,
        *promised("gold", 30, 30),
        *promised("all", 20, 40),
    ],
    "the customer's own delay of a promise is no breach": [
        *TWO,
        *promised("gold", 30, 30, due="Sun 09:30"),
        *[
            w.promise_moved("Sun 09:20", by="customer", promise=f"p-gold-{n}", due="Sun 10:00")
            for n in range(30)
        ],
        *promised("all", 20, 40),
    ],
}

NOT_FOUND = {
    "all wait the same": [*TWO, *waited("gold", around(60)), *waited("all", around(60))],
    "just under the ratio": [*TWO, *waited("gold", around(100)), *waited("all", around(124))],
    "the medians differ, but by chance they might": [
        *TWO,
        *waited("gold", [10.0, 1000.0] * 15 + [100.0]),
        *waited("all", [10.0, 1000.0] * 15 + [150.0]),
    ],
    "one contact too few of gold": [
        *TWO,
        *waited("gold", around(60, 29)),
        *waited("all", around(120)),
    ],
    "one contact too few of the others": [
        *TWO,
        *waited("gold", around(60)),
        *waited("all", around(120, 29)),
    ],
    "gold asks for quicker things": [
        *TWO,
        *waited("gold", around(60, 30), topic="sales"),
        *waited("gold", around(300, 10), topic="fault"),
        *waited("all", around(60, 10), topic="sales"),
        *waited("all", around(300, 30), topic="fault"),
    ],
    "no topic is asked about by both": [
        *TWO,
        *waited("gold", around(60), topic="sales"),
        *waited("all", around(300), topic="fault"),
    ],
    "too few of each topic to compare": [
        *TWO,
        *[e for n in range(4) for e in waited("gold", around(60, 9), topic=f"t{n}")],
        *[e for n in range(4) for e in waited("all", around(300, 9), topic=f"t{n}")],
    ],
    "all waits are too short to notice": [
        *TWO,
        *waited("gold", [1.0] * 30),
        *waited("all", [4.9] * 30),
    ],
    "strangers wait longer": [
        *TWO,
        *waited("gold", around(60)),
        *waited("all", around(60)),
        *waited("stranger", around(600)),
    ],
    "we called": [
        *TWO,
        *waited("gold", around(60), direction="out"),
        *waited("all", around(120), direction="out"),
    ],
    "no segment at all": [customer(None), *waited(None, around(60))],
    "kept alike": [*TWO, *promised("gold", 30, 30), *promised("all", 27, 30)],
    "our own delay of a promise does not keep it": [
        *TWO,
        *promised("gold", 30, 30, due="Sun 09:30"),
        *[w.promise_moved("Sun 09:20", promise=f"p-gold-{n}", due="Sun 10:00") for n in range(30)],
        *promised("all", 0, 40),
    ],
    "promises that nobody has to keep yet": [
        *TWO,
        *promised("gold", 30, 30),
        *promised("all", 20, 40, due="Mon 10:00"),
    ],
    "promises without an hour": [
        *TWO,
        *promised("gold", 30, 30),
        *promised("all", 0, 40, due=None),
        *[
            w.promise_moved("Sun 09:20", by="customer", promise=f"p-all-{n}", due="Sun 09:30")
            for n in range(40)
        ],
    ],
    "promises that the customer released": [
        *TWO,
        *promised("gold", 30, 30),
        *promised("all", 20, 40),
        *[w.promise_released("Sun 09:30", promise=f"p-all-{n}") for n in range(40)],
    ],
    "promises to strangers": [*TWO, *promised("gold", 30, 30), *promised("stranger", 0, 40)],
    "promises of another kind": [
        *TWO,
        *promised("gold", 30, 30),
        *promised("all", 20, 40, kind="refund"),
    ],
}


@pytest.mark.parametrize("events", FOUND.values(), ids=FOUND)
def test_found(events):
    [found] = findings(UnequalService, events, day="Sun")
    assert found.subject == Subject("segment", "gold")
    assert found.at == at("Sun 23:59:59")


@pytest.mark.parametrize("events", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(events):
    assert findings(UnequalService, events, day="Sun") == []


def test_what_comes_in_the_days_last_second_is_left_out():
    events = [*TWO, *waited("gold", around(60)), *waited("all", around(120))]
    late = w.case_opened("Sun 23:59:59", id="z", case="k-all", customer="all", segment="gold")
    assert len(findings(UnequalService, [*events, late], day="Sun")) == 0
    next_day = w.case_opened("Mon 00:00", id="z", case="k-all", customer="all", segment="gold")
    assert len(findings(UnequalService, [*events, next_day], day="Sun")) == 1


def test_a_release_after_the_promise_was_kept_changes_nothing():
    events = [*TWO, *promised("gold", 30, 30), *promised("all", 20, 40)]
    released = [w.promise_released("Sun 11:00", promise=f"p-gold-{n}") for n in range(30)]
    assert len(findings(UnequalService, events + released, day="Sun")) == 1


def test_a_lawful_priority_is_no_favour_and_no_measure_for_others(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text("[unequal_service]\npriority_segments = { value = ['gold'], source = 'law' }\n")
    policy = load(["il", str(own)])
    gold, rest = waited("gold", around(60)), waited("all", around(120))
    assert findings(UnequalService, [*TWO, *gold, *rest], policy=policy, day="Sun") == []
    silver = [customer("silver"), *waited("silver", around(240))]
    [found] = findings(UnequalService, [*TWO, *gold, *rest, *silver], policy=policy, day="Sun")
    assert (found.subject.ref, found.facts["others"]) == ("all", 30)


def test_the_finding_publishes_the_ratio_with_its_interval():
    events = [*TWO, *waited("gold", [60.0] * 30), *waited("all", [120.0] * 40)]
    [found] = findings(UnequalService, events, day="Sun")
    assert (found.severity, found.customer) == (Severity.TONE, "dana")
    assert found.facts == {
        "measure": "wait",
        "ratio": 2.0,
        "low": 2.0,
        "high": 2.0,
        "limit": 1.25,
        "count": 30,
        "others": 40,
        "waited": 60.0,
        "others_waited": 120.0,
    }
    assert {event.TYPE for event in found.evidence} == {"agent.connected"}


def test_kept_promises_are_published_as_shares():
    events = [*TWO, *promised("gold", 30, 30), *promised("all", 20, 40)]
    [found] = findings(UnequalService, events, day="Sun")
    assert found.facts["measure"] == "promises kept"
    assert (found.facts["share"], found.facts["others_share"]) == (1.0, 0.5)
    assert found.facts["low"] > 1


def test_waits_and_promises_of_one_segment_are_one_failure():
    events = [*TWO, *waited("gold", around(60)), *waited("all", around(120))]
    events += [*promised("gold", 30, 30), *promised("all", 20, 40)]
    assert [found.facts["measure"] for found in findings(UnequalService, events, day="Sun")] == [
        "wait"
    ]


def test_from_day_to_day_it_keeps_what_is_in_the_window_and_forgets_the_rest():
    def day(number):
        since = at("Sun 00:00") + timedelta(days=number)
        return UnequalService.story((), CENTRE, day=(since, since + timedelta(days=1)))

    fold = UnequalService.begin(day(0), IL)
    events = [*TWO, *waited("gold", around(60)), *waited("all", around(120))]
    for event in UnequalService.story(events, CENTRE):
        fold.take(event)
    assert len(list(fold.findings())) == len(list(fold.findings())) == 1
    assert fold.roll_to(day(27))
    [found] = fold.findings()
    assert found.at == at("Sun 23:59:59") + timedelta(days=27)
    assert fold.roll_to(day(28))
    assert list(fold.findings()) == []
