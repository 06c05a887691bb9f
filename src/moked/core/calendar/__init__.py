"""When a place is open, and what a deadline in open hours or business days comes to.

Every duty that is counted in open time, every "by the end of the day" and every "within three
business days" asks a `Calendar`. The rule kept here: a wall time means the first moment at which
the clocks of the place show that time or a later one, so a day of 23 or 25 hours needs no special
case anywhere else.
"""

from moked.core.calendar.calendar import Calendar, NoOpening, always
from moked.core.calendar.hours import Hours, Period, Periods, periods, weekdays
from moked.core.calendar.years import FIRST_YEAR, LAST_YEAR

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "Calendar",
    "Hours",
    "NoOpening",
    "Period",
    "Periods",
    "always",
    "periods",
    "weekdays",
]
