"""Several files as one log, with what a person wants to see of the reading: how far, and what was refused."""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from moked.core.errors import Refused
from moked.core.events import Event, UnknownEvent
from moked.importers import open_log
from moked.importers.log import OnRefusal
from moked.importers.source import STANDARD_INPUT
from moked.importers.source import Progress as OnProgress
from moked.quality.detector import Detector, all_detectors, judging_without
from moked.ui.language import Translator

# So many refusals are held back at most, for the case that nothing else will be said of the file.
HELD = 100_000


class Logs:
    """Files opened together and read one after the other, to be iterated over once.

    What is refused stands on standard error as `FILE:LINE: reason`. While it is read, a terminal there
    shows a bar. Raises Refused for a file that cannot be used at all, before any is read where possible.
    """

    def __init__(
        self,
        paths: Sequence[str],
        say: Translator,
        *,
        format: str | None = None,
        mapping: str | None = None,
        strict: bool = False,
    ) -> None:
        """Open the files; "-" is standard input."""
        if paths.count(STANDARD_INPUT) > 1:
            raise Refused('"-" stands for standard input, which can be read only once')
        self._say = say
        self._held: list[str] = []
        self._repeated = 0
        self._unknown = 0
        self._bytes = [0] * len(paths)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            # Its own thread would not survive the forks of --jobs.
            auto_refresh=False,
            disable=not sys.stderr.isatty(),
        )
        with ExitStack() as opened:
            self._logs = [
                opened.enter_context(
                    open_log(
                        path,
                        format=format,
                        mapping=mapping,
                        strict=strict,
                        # A strict reading ends with the first refusal, and says it then.
                        on_refusal=None if strict else self._holding(path),
                        on_progress=self._moving(nth),
                    )
                )
                for nth, path in enumerate(paths)
            ]
            self._open = opened.pop_all()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()
        self._open.close()

    @property
    def read(self) -> int:
        """How many events were read, each counted once."""
        return sum(log.read for log in self._logs) - self._repeated

    @property
    def detectors(self) -> Sequence[Detector]:
        """The detectors that can judge such logs: what none of the files can carry is missed in none."""
        return judging_without(frozenset.intersection(*(log.never for log in self._logs)))

    def __iter__(self) -> Iterator[Event]:
        """Yield the events of all files, each once."""
        _ = self._say
        self._task = self._bar.add_task(_("reading"), total=self._size())
        seen: dict[str, set[str]] = defaultdict(set)
        for log in self._logs:
            for event in log:
                if self._held:
                    self._tell()
                if type(event) is UnknownEvent:
                    self._unknown += 1
                if len(self._logs) == 1:
                    yield event
                elif event.id in seen[event.source]:
                    self._repeated += 1
                else:
                    seen[event.source].add(event.id)
                    yield event
            self._tell()
        self._bar.update(self._task, description=_("judging"), refresh=True)

    def _size(self) -> int | None:
        sizes = [log.size for log in self._logs]
        return None if None in sizes else sum(size or 0 for size in sizes)

    def _moving(self, nth: int) -> OnProgress:
        """Return what moves the bar as the nth file is read."""

        def move(read: int) -> None:
            self._bytes[nth] = read
            if self._bar.tasks:
                self._bar.update(self._task, completed=sum(self._bytes), refresh=True)

        return move

    def _holding(self, path: str) -> OnRefusal:
        """Return what holds a file's refusals until one knows that the file is of any use.

        Of a file that is of none, one sentence says why.
        """

        def hold(line: int, reason: str) -> None:
            self._held.append(f"{path}:{line}: {reason}\n")
            if len(self._held) >= HELD:
                self._tell()

        return hold

    def _tell(self) -> None:
        """Say what was refused, above the bar where there is one."""
        if self._held:
            self._bar.console.print(
                "".join(self._held),
                end="",
                markup=False,
                highlight=False,
                emoji=False,
                soft_wrap=True,
            )
            self._held.clear()

    def closing_line(self) -> str:
        """Return what became of the input, in one sentence."""
        _, logs = self._say, self._logs
        repeated = self._repeated + sum(log.repeated for log in logs)
        refused = sum(log.refused for log in logs)
        passed_over = self._unknown + sum(log.passed_over.total() for log in logs)
        parts = [_.plural("read {n} event", "read {n} events", self.read)]
        if refused:
            parts.append(_.plural("refused {n} line", "refused {n} lines", refused))
        if repeated:
            parts.append(_.plural("{n} repeated", "{n} repeated", repeated))
        if passed_over:
            parts.append(
                _.plural(
                    "passed over {n} of unknown type",
                    "passed over {n} of unknown types",
                    passed_over,
                )
            )
        silent = sorted({d.code for d in set(all_detectors()).difference(self.detectors)})
        if silent:
            codes = ", ".join(silent)
            parts.append(_("not judged, since such logs do not carry it: {codes}", codes=codes))
        return _.line("moked: " + ", ".join(parts))
