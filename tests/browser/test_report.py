"""The report in a real browser: it draws, it is reached by keyboard, and it talks to nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.reports.page.pages import page_of, week

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
PHONE, DESK = 390, 1280


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module", params=["he", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def file(lang: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / f"{lang}.html"
    path.write_text(page_of(list(week()), lang), encoding="utf-8")
    return path


class Visit:
    """A page that is open, with all that it asked for and complained of."""

    def __init__(
        self, browser: Browser, file: Path, *, width: int = DESK, scripts: bool = True
    ) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        self.page: Page = context.new_page()
        self.page.on("request", self._ask)
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(file.as_uri())

    def _ask(self, request: Request) -> None:
        if not request.url.startswith("data:"):
            self.asked.append(request.url)


def test_it_asks_for_nothing_but_itself_and_complains_of_nothing(
    browser: Browser, file: Path
) -> None:
    visit = Visit(browser, file)
    visit.page.wait_for_selector(".chart svg")
    assert visit.asked == [file.as_uri()]
    assert visit.complaints == []


def test_whoever_got_a_script_in_could_still_reach_nobody(browser: Browser, file: Path) -> None:
    visit = Visit(browser, file)
    answer = visit.page.evaluate("fetch('https://mallory.invalid/').catch(() => 'refused')")
    assert answer == "refused"
    assert "Content Security Policy" in visit.complaints[0]


def test_its_own_typeface_is_used(browser: Browser, file: Path, lang: str) -> None:
    letter = "א" if lang == "he" else "a"
    check = f"document.fonts.ready.then(() => document.fonts.check('16px Heebo', '{letter}'))"
    assert Visit(browser, file).page.evaluate(check)


def test_every_picture_is_drawn_with_something_in_it(browser: Browser, file: Path) -> None:
    page = Visit(browser, file).page
    charts = page.locator(".chart")
    assert charts.count() == 6
    for nth in range(charts.count()):
        assert charts.nth(nth).locator("svg path").count() > 3


def test_time_runs_as_the_language_reads(browser: Browser, file: Path, lang: str) -> None:
    page = Visit(browser, file).page
    assert page.evaluate("getComputedStyle(document.body).direction") == (
        "rtl" if lang == "he" else "ltr"
    )
    places = page.locator("[data-option=handovers-option] svg text").evaluate_all(
        "all => all.filter(t => t.textContent === '0' || t.textContent === '10+')"
        ".sort((a, b) => a.textContent.length - b.textContent.length)"
        ".map(t => t.getBoundingClientRect().x)"
    )
    first, last = places[0], places[-1]
    assert (first > last) == (lang == "he")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_is_wider_than_the_screen(browser: Browser, file: Path, width: int) -> None:
    page = Visit(browser, file, width=width).page
    page.wait_for_selector(".chart svg")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_numbers_under_a_picture_open_by_keyboard(browser: Browser, file: Path) -> None:
    page = Visit(browser, file).page
    numbers = page.locator("figure.picture details").first
    assert not numbers.locator("table").is_visible()
    numbers.locator("summary").focus()
    page.keyboard.press("Enter")
    assert numbers.locator("table").is_visible()


def test_everything_is_open_on_paper_and_closed_again_after(browser: Browser, file: Path) -> None:
    page = Visit(browser, file).page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("figure.picture details[open]").count() == 0


def test_without_scripts_the_numbers_stand_open(browser: Browser, file: Path) -> None:
    page = Visit(browser, file, scripts=False).page
    assert page.locator(".chart").first.is_hidden()
    for table in page.locator("figure.picture table").all():
        assert table.is_visible()


def test_what_mallory_is_called_runs_nowhere(browser: Browser, file: Path) -> None:
    visit = Visit(browser, file)
    visit.page.on("dialog", lambda dialog: visit.complaints.append(dialog.message))
    funnel = visit.page.locator("[data-option=short-calls-option]")
    funnel.scroll_into_view_if_needed()
    named = funnel.locator("svg text", has_text="onerror").first.bounding_box()
    assert named
    visit.page.mouse.move(named["x"] + named["width"] / 2, named["y"] + named["height"] + 8)
    tooltip = funnel.locator("div", has_text="60").last
    tooltip.wait_for(state="visible")
    assert "<img src=x" in tooltip.inner_text()
    assert visit.page.locator("img").count() == 0
    assert visit.complaints == []
