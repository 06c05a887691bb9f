"""The ground everything stands on: events, calendars, errors. Pure."""
