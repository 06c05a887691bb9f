"""Packs laid one over another: the base pack, countries by name, an organisation's own files.

Where a later pack sets a key it holds on the days that it names, and so replaces all that was said
before unless it gives dates; on other days what the earlier packs said still holds.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from moked.core.calendar import Calendar
from moked.core.errors import Refused
from moked.policy.opening import Opening
from moked.policy.pack import Pack, base_pack, pack
from moked.policy.policy import Policy
from moked.policy.rule import Rule
from moked.policy.written import read

_PACKS = Path(__file__).parent / "packs"
_BASE = "base"


def pack_names() -> list[str]:
    """Return the names of the packaged packs, without the base pack, which is always there."""
    return sorted(path.stem for path in _PACKS.glob("*.toml") if path.stem != _BASE)


def load(names_or_paths: Sequence[str]) -> Policy:
    """Return the policy of packs, the later over the earlier and all of them over the base pack.

    "il" is a packaged pack; what ends in .toml or has a separator in it is the path of a file.
    Raises Refused, naming file, line and key, for whatever is wrong in one of them.
    """
    base = base_pack(read(_PACKS / f"{_BASE}.toml", f"{_BASE}.toml"))
    packs = [base, *(_pack(name, base) for name in names_or_paths)]
    return _merged(packs, names=(_BASE, *names_or_paths))


def _pack(name: str, base: Pack) -> Pack:
    if name.endswith(".toml") or "/" in name or "\\" in name:
        path = Path(name)
        return pack(read(path, path.name), base)
    if name not in pack_names():
        raise _unknown(name)
    return pack(read(_PACKS / f"{name}.toml", f"{name}.toml"), base)


def _unknown(name: str) -> Refused:
    near = get_close_matches(name, pack_names(), n=1)
    meant = f"did you mean {near[0]}? " if near else ""
    return Refused(
        f"{name}: no such policy pack; {meant}There are {', '.join(pack_names())}, "
        "and a file of your own is named with its ending, .toml."
    )


def _merged(packs: Sequence[Pack], *, names: tuple[str, ...]) -> Policy:
    rules: dict[str, tuple[Rule, ...]] = dict.fromkeys(packs[0].keys, ())
    place: dict[str, str] = {}
    topics: dict[str, str] = {}
    for each in packs:
        for key, upper in each.rules.items():
            rules[key] = laid_over(rules[key], upper)
        place |= each.place
        topics |= each.topics
    general, channels = _calendars(packs, place)
    return Policy(
        rules,
        calendar=general,
        channels=channels,
        names=names,
        place=place,
        topics=topics,
    )


def laid_over(lower: Sequence[Rule], upper: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return two successions of one key as one: `upper` on its days, `lower` on the others.

    Of `upper`, rules that switch the key off leave a gap.
    """
    left = list(lower)
    for rule in upper:
        left = [part for each in left for part in each.outside(rule.since, rule.until)]
    left += [rule for rule in upper if rule.value is not None]
    return tuple(sorted(left, key=lambda rule: rule.since))


def _calendars(
    packs: Sequence[Pack], place: dict[str, str]
) -> tuple[Calendar, dict[str, Calendar]]:
    """Return the general calendar and those of the channels, which say only what differs from it."""
    hours: dict[str, Opening] = {}
    for each in packs:
        for channel, upper in each.hours.items():
            hours[channel] = upper.over(hours.get(channel, Opening()))
    general = hours.pop("")
    zone, holidays = place["zone"], place.get("holidays") or None
    return general.calendar(zone, holidays), {
        channel: own.over(general).calendar(zone, holidays) for channel, own in hours.items()
    }
