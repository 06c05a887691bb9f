"""A log's figures: typed records, counted in one pass over the events and one over the findings.

Pure: what comes in are events, findings and a policy, what goes out are numbers. Spans are seconds,
shares 0 to 1, moments aware. What a figure counts, its own docstring says; the page says it to people.
"""

from moked.reports.figures.measure import Figures, measure

__all__ = ["Figures", "measure"]
