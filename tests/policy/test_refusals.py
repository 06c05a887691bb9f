"""A pack with a mistake is refused, and the text says where the mistake is and what to write."""

from pathlib import Path

import pytest

from moked.core.errors import Refused
from tests.policy.own_file import policy_of

REFUSED = {
    "a mistyped key": (
        '[visit_late]\nallowd = { value = "1 h", source = "x" }',
        "my.toml:2: visit_late.allowd: no such key; did you mean visit_late.allowed?",
    ),
    "a key like no other": (
        "[visit_late]\nzebra = 1",
        "my.toml:2: visit_late.zebra: no such key",
    ),
    "a key of another section": (
        "[visit_late]\nevening_before = 1",
        "my.toml:2: visit_late.evening_before: no such key; "
        "did you mean visit_cancelled_late.evening_before?",
    ),
    "a mistyped section": (
        "\n\n[visit_lat]\nallowed = 1",
        "my.toml:3: visit_lat: no such section; did you mean visit_late?",
    ),
    "a section that is a value": (
        "visit_late = 1",
        "my.toml:1: visit_late: this is no section: write its values under a [section]",
    ),
    "a value of the wrong kind": (
        '[visit_late]\n# a comment\nallowed = { value = 7200, source = "x" }',
        "my.toml:3: visit_late.allowed: 7200 is not a span of time, "
        'like "360 s", "3 open h" or "15 business days"',
    ),
    "a span in words of one's own": (
        '[visit_late]\nallowed = { value = "2 hours", source = "x" }',
        "my.toml:2: visit_late.allowed: '2 hours' is not a span of time, "
        'like "360 s", "3 open h" or "15 business days"',
    ),
    "no business day at all": (
        '[case_in_black_hole]\nsilent_over = { value = "0 business days", source = "x" }',
        "my.toml:2: case_in_black_hole.silent_over: '0 business days' is not a span of time, "
        'like "360 s", "3 open h" or "15 business days"',
    ),
    "yes for a number": (
        '[ping_pong]\nhandovers = { value = true, source = "x" }',
        "my.toml:2: ping_pong.handovers: True is not a number, like 0.15",
    ),
    "no number at all": (
        '[ping_pong]\nhandovers = { value = nan, source = "x" }',
        "my.toml:2: ping_pong.handovers: nan is not a number, like 0.15",
    ),
    "a number for yes": (
        '[clock_stopped]\nnever_stops = { value = 1, source = "x" }',
        "my.toml:2: clock_stopped.never_stops: 1 is not true or false",
    ),
    "one word for a list of words": (
        '[human_answer_late]\ntopics = { value = "fault", source = "x" }',
        "my.toml:2: human_answer_late.topics: 'fault' is not a list of words, "
        'like ["fault", "billing"]',
    ),
    "numbers for words": (
        '[human_answer_late]\ntopics = { value = [1], source = "x" }',
        'my.toml:2: human_answer_late.topics: [1] is not a list of words, like ["fault", "billing"]',
    ),
    "a text for an hour": (
        '[visit_hours]\nopens = { value = "08:00", source = "x" }',
        "my.toml:2: visit_hours.opens: '08:00' is not an hour of the day, like 20:00:00",
    ),
    "sums without a span": (
        '[visit_late]\nsums = { value = { "4 hours" = 300 }, source = "x" }',
        "my.toml:2: visit_late.sums: {'4 hours': 300} is not sums by span of time, "
        'like { "4 h" = 300, "5 h" = 600 }',
    ),
    "sums that are no numbers": (
        '[visit_late]\nsums = { value = { "4 h" = "300" }, source = "x" }',
        "my.toml:2: visit_late.sums: {'4 h': '300'} is not sums by span of time, "
        'like { "4 h" = 300, "5 h" = 600 }',
    ),
    "a number for a table": (
        '[repair]\nbusiness_days = { value = 3, source = "x" }',
        "my.toml:2: repair.business_days: 3 is not numbers by name, like { small = 300, large = 600 }",
    ),
    "a number for a text": (
        '[bills]\nrecordings = { value = 3, source = "x" }',
        'my.toml:2: bills.recordings: 3 is not a text, like "en"',
    ),
    "a value without its source": (
        '[visit_late]\nallowed = { value = "1 h" }',
        "my.toml:2: visit_late.allowed: its source is missing: say where the value comes from",
    ),
    "an empty source": (
        '[visit_late]\nallowed = { value = "1 h", source = "" }',
        "my.toml:2: visit_late.allowed: its source is missing: say where the value comes from",
    ),
    "a source that is no text": (
        '[visit_late]\nallowed = { value = "1 h", source = 1 }',
        "my.toml:2: visit_late.allowed: its source is a text, not 1",
    ),
    "a source without a value": (
        '[visit_late]\nallowed = { source = "x" }',
        "my.toml:2: visit_late.allowed: its value is missing",
    ),
    "a bare value": (
        '[visit_late]\nallowed = "1 h"',
        "my.toml:2: visit_late.allowed: write it with its source: "
        '{ value = …, source = "our charter" }',
    ),
    "an empty succession": (
        "[visit_late]\nallowed = []",
        "my.toml:2: visit_late.allowed: write it with its source: "
        '{ value = …, source = "our charter" }',
    ),
    "a mistyped part of an entry": (
        '[visit_late]\nallowed = { value = "1 h", source = "x", form = 2026-01-01 }',
        "my.toml:2: visit_late.allowed: an entry has no part 'form'; did you mean from?",
    ),
    "a declaration in a pack that may not declare": (
        '[visit_late]\nallowed = { kind = "span" }',
        "my.toml:2: visit_late.allowed: an entry has no part 'kind'",
    ),
    "a confidence nobody knows": (
        '[visit_late]\nallowed = { value = "1 h", source = "x", confidence = "high" }',
        "my.toml:2: visit_late.allowed: confidence is H, M or L, not 'high'",
    ),
    "a date in quotes": (
        '[visit_late]\nallowed = { value = "1 h", source = "x", from = "2026-01-01" }',
        "my.toml:2: visit_late.allowed: its 'from' is a date like 2019-07-25, not '2026-01-01'",
    ),
    "no day at all": (
        '[visit_late]\nallowed = { value = "1 h", source = "x", from = 2026-01-01, until = 2026-01-01 }',
        "my.toml:2: visit_late.allowed: no day lies from 2026-01-01 until 2026-01-01, "
        "which is excluded",
    ),
    "two values on one day": (
        """[visit_late]
allowed = [
  { value = "1 h", source = "x", from = 2026-01-01, until = 2026-02-02 },
  { value = "2 h", source = "x", from = 2026-02-01 },
]""",
        "my.toml:2: visit_late.allowed: its dates overlap: two values hold on 2026-02-01",
    ),
    "two values from one day": (
        """[visit_late]
allowed = [
  { value = "1 h", source = "x", from = 2026-01-01 },
  { value = "2 h", source = "x", from = 2026-01-01 },
]""",
        "my.toml:2: visit_late.allowed: its dates overlap: two values hold on 2026-01-01",
    ),
    "two values on every day": (
        """[visit_late]
allowed = [{ value = "1 h", source = "x" }, { value = "2 h", source = "x" }]""",
        "my.toml:2: visit_late.allowed: its dates overlap: all its values but one need a `from`",
    ),
    "off for a key that always has a value": (
        '[visit_late]\nallowed = { off = true, source = "x" }',
        "my.toml:2: visit_late.allowed: this cannot be off, because every policy has a value "
        "for it: give one",
    ),
    "off and a value": (
        '[visit_late]\nsums = { off = true, value = {}, source = "x" }',
        "my.toml:2: visit_late.sums: write off = true, in place of a value",
    ),
    "off that is not": (
        '[visit_late]\nsums = { off = false, source = "x" }',
        "my.toml:2: visit_late.sums: write off = true, in place of a value",
    ),
    "a mistyped name of the place": (
        '[pack]\nzones = "Asia/Jerusalem"',
        "my.toml:2: pack.zones: no such key; did you mean pack.zone?",
    ),
    "a zone nobody knows": (
        '[pack]\ntitle = "x"\nzone = "Asia/Yerushalayim"',
        "my.toml:3: pack.zone: 'Asia/Yerushalayim' is not a time zone: "
        "write it like Asia/Jerusalem.",
    ),
    "a currency by its sign": (
        '[pack]\ncurrency = "₪"',
        "my.toml:2: pack.currency: '₪' is not a currency of three letters, like ILS",
    ),
    "a country that is no text": (
        "[pack]\ncountry = 972",
        "my.toml:2: pack.country: 972 is not a country of two letters, like IL",
    ),
    "holidays by name": (
        '[pack]\nholidays = "Israel"',
        "my.toml:2: pack.holidays: 'Israel' is not a country like IL, a region like GB-ENG, "
        'or "" for a place that keeps no holidays',
    ),
    "hours nobody can read": (
        '[hours]\nsun-thu = "8-18"',
        "my.toml:2: hours.sun-thu: '8-18' is not a period: write it like 08:00-13:00.",
    ),
    "hours that are a list": (
        '[hours]\nsun = ["08:00-13:00"]',
        'my.toml:2: hours.sun: write hours like "08:00-13:00, 16:00-19:00", and "" for a closed day',
    ),
    "a day said twice": (
        '[hours]\nsun-thu = "08:00-18:00"\nmon = "08:00-13:00"',
        "my.toml:3: hours.mon: The hours of mon are given twice: name each day once.",
    ),
    "a mistyped statement": (
        '[hours]\nhalf_day = "08:00-13:00"',
        "my.toml:2: hours.half_day: no such weekday or statement; did you mean hours.half_days?",
    ),
    "a day without a name": (
        '[hours]\n"" = "08:00-13:00"',
        "my.toml:2: hours.: no such weekday or statement",
    ),
    "eves in words": (
        '[hours]\neves = "half"',
        "my.toml:2: hours.eves: whether the day before a holiday is a half day: true or false",
    ),
    "business days as a list": (
        '[hours]\nbusiness_days = ["sun"]',
        'my.toml:2: hours.business_days: write business days like "sun-thu"',
    ),
    "no business days": (
        '[hours]\nbusiness_days = " "',
        'my.toml:2: hours.business_days: write business days like "sun-thu"',
    ),
    "dates in quotes": (
        '[hours]\nclosed = ["2026-12-24"]',
        "my.toml:2: hours.closed: write a list of dates, like [2026-12-24, 2026-12-31]",
    ),
    "opened dates without hours": (
        "[hours]\nopened = [2026-12-24]",
        "my.toml:2: hours.opened: write dates with their hours, "
        'like { 2026-12-24 = "08:00-12:00" }',
    ),
    "an opened date that is none": (
        '[hours]\nopened = { christmas = "08:00-12:00" }',
        "my.toml:2: hours.opened: 'christmas' is not a date: write it like 2026-12-24",
    ),
    "a mistyped channel": (
        '[hours.fone]\nsun = "08:00-13:00"',
        "my.toml:1: hours.fone: no such channel; did you mean hours.phone?",
    ),
    "a channel that is no section": (
        '[hours]\nphone = "08:00-13:00"',
        "my.toml:2: hours.phone: this is no section: write its values under a [section]",
    ),
    "hours of a channel nobody can read": (
        '[hours]\nsun = "08:00-13:00"\n[hours.phone]\nsun = "8"',
        "my.toml:4: hours.phone.sun: '8' is not a period: write it like 08:00-13:00.",
    ),
    "a topic nobody knows": (
        '[topics]\nfaults = ["line down"]',
        "my.toml:2: topics.faults: no such topic; did you mean topics.fault?",
    ),
    "one word for a topic": (
        '[topics]\nfault = "line down"',
        "my.toml:2: topics.fault: write the words that mean it as a list of words, "
        'like ["fault", "billing"]',
    ),
    "a topic's words that are numbers": (
        "[topics]\nfault = [1]",
        "my.toml:2: topics.fault: write the words that mean it as a list of words, "
        'like ["fault", "billing"]',
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_its_place(case: str, tmp_path: Path) -> None:
    text, expected = REFUSED[case]
    with pytest.raises(Refused) as refused:
        policy_of(tmp_path, text, "il")
    assert str(refused.value) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [("[visit_late]\nallowed = = 1", 2), ("[visit_late]\nallowed = [\n", 3)],
    ids=["in a line", "at the end"],
)
def test_what_is_not_toml_is_refused_with_its_line(text: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=rf"^my\.toml:{line}: this is not TOML: "):
        policy_of(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "# a comment\n[visit_late] # its section\nallowed = 1",
        "# a comment\n[ visit_late ]\n  allowed = 1",
        "# a comment\n\nvisit_late.allowed = 1",
        "# a comment\n\n\"visit_late\" . 'allowed' = 1",
        "# a comment\n\n[visit_late.allowed]\nfrom = 2026-01-01",
        "# a comment\n\n[[visit_late.allowed]]\nfrom = 2026-01-01",
        "# a comment\n\nvisit_late = { allowed = 1 }",
    ],
)
def test_a_keys_line_is_found_however_toml_writes_it(text: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"^my\.toml:3: visit_late\.allowed: "):
        policy_of(tmp_path, text)
