"""A log's figures as one HTML page that needs nothing else: no network, no other file, no JavaScript.

Sections say the figures in words and tables; pictures are drawn over them where a browser may run the
page's own script. Jinja2 fills the templates because it escapes by itself what people wrote into names,
and needs no settings; Django's templates belong to the screens, and a report runs without Django.
"""

from moked.reports.page.rendering import render
from moked.reports.page.report import Report, report

__all__ = ["Report", "render", "report"]
