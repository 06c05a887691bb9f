"""Names of the pure half that people read: found where they stand."""

from pathlib import Path

from moked.ui.translations import extracted, texts

DETECTOR = '''
class Stage(StrEnum):
    """How far."""

    FAR_OFF = "far_off"

NO_ENUM = "no enumeration"

class Other:
    NAME = "no member"

def find(story, policy):
    facts = {"asked_at": None, **policy}
    yield story.finding(at, first, severity=None, subject=Subject("small_queue", ref), waited=limit)
    yield story.finding(at, kind="queued_again" if x else "parked", **facts)
    yield story.finding(at, **other())
'''


FILES = {
    "quality/detectors/__init__.py": "",
    "quality/detectors/call_lost.py": DETECTOR,
    "cli/replay.py": '_("reading")\nN_("open")\n_.plural("{n} file", "{n} files", n)\nsay("no")',
}


def test_every_name_and_marked_text_is_found_and_no_other(tmp_path: Path) -> None:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert {each.id for each in texts(extracted(tmp_path))} == {
        "call lost",
        "far off",
        "small queue",
        "waited",
        "kind",
        "queued again",
        "parked",
        "asked at",
        "reading",
        "open",
        ("{n} file", "{n} files"),
    }
