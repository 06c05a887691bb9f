"""Forecasts: how long a caller will wait, how many agents it takes, when to call, what silence means.

Pure: rates, counts and moments come in as arguments; nothing here reads a clock, a file or a die.
Times are in any one unit, the same for all arguments of a call; rates are per that unit.
"""
