from datetime import timedelta

import pytest

from moked.core.events import ContactStarted, QueueJoined
from moked.quality.detector import Scope, all_detectors, detector
from moked.quality.finding import Severity


def declared(**given):
    declaration = {
        "code": "T9",
        "scope": Scope.CONTACT,
        "severity": Severity.LOST,
        "reads": (ContactStarted,),
    }
    return detector(**declaration | given)(lambda story, policy: iter(()))


def test_a_story_without_end_needs_a_look_back():
    with pytest.raises(ValueError, match="look-back"):
        declared(scope=Scope.QUEUE)


def test_a_story_with_an_end_has_no_look_back():
    with pytest.raises(ValueError, match="look-back"):
        declared(look_back=timedelta(days=1))


def test_what_is_needed_must_be_read():
    with pytest.raises(ValueError, match="cannot need"):
        declared(needs=(QueueJoined,))


def test_a_detector_says_what_it_is():
    assert "T9" in repr(declared())


def test_every_detector_has_its_own_code_and_name():
    codes: dict[str, set[str]] = {}
    for each in all_detectors():
        codes.setdefault(each.code, set()).add(each.name)
    assert all(len(names) == 1 for names in codes.values())
    assert sorted(codes)[:32] == [f"F{n:02}" for n in range(1, 33)]
