import pytest

from moked.policy import load
from moked.quality.detectors.bot_maze import find
from moked.quality.finding import Severity
from tests.quality import words as w
from tests.quality.table import IL, findings

ES = load(["es"])


def menu(when: str, node: str = "main", human: bool = True) -> w.Event:
    return w.menu_shown(f"Sun {when}", node=node, human=human)


def bot(when: str, intent: str | None = None, confidence: float | None = None) -> w.Event:
    return w.bot_replied(f"Sun {when}", intent=intent, confidence=confidence)


FOUND = {
    "the same node three times": (
        [menu("09:00"), menu("09:01"), menu("09:02")],
        ("same_again", "Sun 09:02"),
    ),
    "round the same node, with the same reply between": (
        [
            menu("09:00:00"),
            bot("09:00:10", "charge", 0.9),
            menu("09:00:20"),
            bot("09:00:30", "charge", 0.9),
            menu("09:00:40"),
        ],
        ("same_again", "Sun 09:00:40"),
    ),
    "the same intent three times, however written": (
        [bot("09:00", "charge"), bot("09:00:30", "Charge"), bot("09:01", "charge")],
        ("same_again", "Sun 09:01"),
    ),
    "exploring the menus finds the main one again and again": (
        [
            menu("09:00"),
            menu("09:01", "bills"),
            menu("09:02"),
            menu("09:03", "cards"),
            menu("09:04"),
        ],
        ("same_again", "Sun 09:04"),
    ),
    "two unsure turns running": (
        [bot("09:00", "charge", 0.49), menu("09:01"), bot("09:02", "card", 0.2)],
        ("not_sure", "Sun 09:02"),
    ),
    "more than ninety seconds of turns that only repeat": (
        [
            menu("09:00", "a"),
            menu("09:01", "b"),
            menu("09:02", "a"),
            menu("09:03:31", "b"),
        ],
        ("no_progress", "Sun 09:03:31"),
    ),
    "the bot's own slowness between repeating turns": (
        [
            menu("09:00", "a"),
            menu("09:01", "b"),
            menu("09:02", "a"),
            w.message_received("Sun 09:03", contact="c1"),
            menu("09:04:31", "b"),
        ],
        ("no_progress", "Sun 09:04:31"),
    ),
    "a main menu without a person": ([menu("09:00", human=False)], ("no_human", "Sun 09:00")),
    "a main menu without a person, and a bot that served him": (
        [menu("09:00", human=False), bot("09:01", "balance", 0.9), w.contact_ended("Sun 09:03")],
        ("no_human", "Sun 09:00"),
    ),
    "a main menu without a person, and one further in": (
        [menu("09:00", human=False), menu("09:01", "bills")],
        ("no_human", "Sun 09:00"),
    ),
    "a main menu without a person, and then the queue": (
        [menu("09:00", human=False), w.queue_joined("Sun 09:01")],
        ("no_human", "Sun 09:00"),
    ),
    "the first menu after he said who he is": (
        [menu("09:00", "Enter your PIN code", human=False), menu("09:01", human=False)],
        ("no_human", "Sun 09:01"),
    ),
    "what is worse later adds nothing": (
        [menu("09:00", human=False), menu("09:01", human=False), menu("09:02", human=False)],
        ("no_human", "Sun 09:00"),
    ),
    "a maze before the first menu": (
        [bot("09:00", "charge", 0.3), bot("09:01", "card", 0.3), menu("09:02", human=False)],
        ("not_sure", "Sun 09:01"),
    ),
    "a contact that the customer began": (
        [w.contact_started("Sun 08:59"), menu("09:00", human=False)],
        ("no_human", "Sun 09:00"),
    ),
}

NOT_FOUND = {
    "a menu, and then a queue": [menu("09:00"), w.queue_joined("Sun 09:01"), menu("09:02")],
    "the same node twice": [menu("09:00"), menu("09:01")],
    "one unsure turn": [bot("09:00", "charge", 0.3), bot("09:01", "charge", 0.5)],
    "unsure, sure, unsure": [
        bot("09:00", "a", 0.3),
        bot("09:01", "b", 0.9),
        bot("09:02", "c", 0.3),
    ],
    "ninety seconds exactly": [
        menu("09:00", "a"),
        menu("09:01", "b"),
        menu("09:02", "a"),
        menu("09:03:30", "b"),
    ],
    "a slow typist": [
        menu("09:00", "a"),
        menu("09:01", "b"),
        menu("09:02", "a"),
        w.message_received("Sun 09:08", contact="c1"),
        menu("09:08:05", "b"),
    ],
    "something new between the turns that repeat": [
        menu("09:00", "a"),
        menu("09:01", "b"),
        menu("09:02", "a"),
        menu("09:03", "c"),
        menu("09:04", "b"),
    ],
    "a customer who likes the bot comes back after each new answer": [
        menu("09:00"),
        bot("09:01", "balance", 0.9),
        menu("09:02"),
        bot("09:03", "transfers", 0.8),
        menu("09:04"),
        bot("09:05", "hours", 0.95),
        menu("09:06"),
    ],
    "a bot that names no intent": [bot("09:00"), bot("09:01"), bot("09:03"), bot("09:05")],
    "identification by name": [menu(f"09:0{n}", "Enter your PIN code") for n in range(4)],
    "identification by what was asked": [
        menu("09:00"),
        w.customer_asked("Sun 09:00", purpose="security"),
        menu("09:01"),
        w.customer_asked("Sun 09:01", purpose="security"),
        menu("09:02"),
    ],
    "an unsure turn before identification, and one after": [
        bot("09:00", "code", 0.3),
        w.customer_asked("Sun 09:00:10", purpose="security"),
        bot("09:01", "charge", 0.3),
    ],
    "a question that is not for security is one more turn": [
        menu("09:00"),
        w.customer_asked("Sun 09:00", purpose="service"),
        menu("09:01"),
    ],
    "he was in the queue by the third time": [
        menu("09:00"),
        menu("09:01"),
        w.queue_joined("Sun 09:02"),
        menu("09:03"),
    ],
    "a person was on the line by then": [
        menu("09:00"),
        menu("09:01"),
        w.agent_connected("Sun 09:02"),
        menu("09:03"),
    ],
    "handed over by then": [
        menu("09:00"),
        menu("09:01"),
        w.contact_transferred("Sun 09:02"),
        menu("09:03"),
    ],
    "we called him": [
        w.contact_started("Sun 08:59", direction="out"),
        menu("09:00", human=False),
        *(menu(f"09:0{n}", human=False) for n in range(1, 5)),
    ],
    "a menu further in without a person": [menu("09:00"), menu("09:01", "bills", human=False)],
    "a menu without a person only to say who he is": [
        menu("09:00", "Enter your PIN code", human=False),
        menu("09:01"),
    ],
    "a menu without a person in the queue": [
        w.queue_joined("Sun 09:00"),
        menu("09:01", human=False),
    ],
    "he asked where a person was offered": [menu("09:00"), w.human_requested("Sun 09:01")],
    "he asked a bot that has no menu": [bot("09:00", "hello"), w.human_requested("Sun 09:01")],
}


@pytest.mark.parametrize(("story", "expected"), FOUND.values(), ids=FOUND)
def test_found(story, expected):
    (found,) = findings(find, story)
    assert (found.facts["reason"], found.at) == (expected[0], w.at(expected[1]))
    assert found.severity is Severity.EFFORT


@pytest.mark.parametrize("story", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(story):
    assert findings(find, story) == []


def test_the_node_is_named_and_the_turns_are_the_evidence():
    story = [menu("09:00"), menu("09:01"), menu("09:02"), menu("09:03")]
    (found,) = findings(find, story)
    assert found.facts == {"reason": "same_again", "node": "main", "count": 3}
    assert list(found.evidence) == story[:3]


@pytest.mark.parametrize(("policy", "severity"), [(ES, Severity.LEGAL), (IL, Severity.EFFORT)])
def test_a_law_may_ask_for_a_person_from_the_main_menu(policy, severity):
    (found,) = findings(find, [menu("09:00", human=False)], policy=policy)
    assert found.facts == {"reason": "no_human", "node": "main"}
    assert found.severity is severity
    assert bool(found.clause) == (severity is Severity.LEGAL)


def test_going_round_in_circles_is_no_breach_of_that_law():
    (found,) = findings(find, [menu("09:00"), menu("09:01"), menu("09:02")], policy=ES)
    assert (found.severity, found.clause) == (Severity.EFFORT, None)
