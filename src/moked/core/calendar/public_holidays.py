"""A country's public holidays, from the library `holidays`, which is kept by many hands.

Its Hebrew calendar is a table that ends in 2100, where the years of our calendars end too. It marks
no day of Israel as a half day, so eves are reckoned here from the holidays themselves. Days between the
first and the last of a feast (chol hamoed), Purim and Tisha B'Av are optional there: working days.
"""

from datetime import date, timedelta
from functools import cache

from moked.core.errors import Refused

_ONE_DAY = timedelta(days=1)


@cache
def public_holidays(place: str, year: int) -> frozenset[date]:
    """The public holidays of a year, substitute days too, in a place such as "IL" or "GB-ENG".

    A region's code (ISO 3166-2) adds the region's own; without it only the days of the whole
    country come. Raises Refused for a place that the library does not know.
    """
    # Here and not above: the library costs a tenth of a second, and most commands ask no calendar.
    import holidays  # noqa: PLC0415

    country, _, region = place.upper().partition("-")
    try:
        found = holidays.country_holidays(country, subdiv=region or None, years=year)
    except NotImplementedError:
        raise Refused(
            f"No holidays are known for {place!r}: name a country like IL or a region like GB-ENG."
        ) from None
    return frozenset(found)


def is_holiday(place: str, day: date) -> bool:
    """Whether the day is a public holiday there."""
    return day in public_holidays(place, day.year)


def is_eve(place: str, day: date) -> bool:
    """Whether a holiday begins on the evening of this day, which is not one itself.

    So the first day of Rosh Hashanah is no eve of the second. Memorial Day is always one: it is
    the day before Independence Day, wherever the law moves the pair.
    """
    return is_holiday(place, day + _ONE_DAY) and not is_holiday(place, day)
