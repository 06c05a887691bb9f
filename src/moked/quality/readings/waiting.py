"""The threads of a customer's story, as messages join them and answers end them."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from moked.core.events import CaseOpened, Event
from moked.policy import Policy
from moked.quality.readings.joining import Joining
from moked.quality.readings.matters import Matter, Matters
from moked.quality.readings.threads import Answer, Part, Sayings, Thread

# An answer falls away soon or never, so only the latest answered threads can open again.
_RECENT = 8


class Waiting:
    """Threads that wait, those answered of late, which may wait again, and the settled ones."""

    def __init__(self, policy: Policy, matters: Matters) -> None:
        """Take what the story tells of his matters, as it grows."""
        self._policy = policy
        self._matters = matters
        self._open: list[Thread] = []
        self._answered: deque[Thread] = deque()
        self._settled: list[Thread] = []
        self._named: set[str | None] = set()
        self._has_news = False

    def unsettled(self) -> Iterable[Thread]:
        """Return the threads that wait, or may wait again."""
        return (*self._answered, *self._open)

    def settle(self) -> Sequence[Thread]:
        """Return the threads to which nothing can happen any more, each once."""
        settled, self._settled = self._settled, []
        return settled

    # Questions

    def receive(self, part: Part, is_first: Callable[[], bool]) -> bool:
        """Take in a message; return False where it only repeats one that was answered.

        `is_first` is asked where it begins a thread.
        """
        joining = Joining(part, self._policy, self._matters)
        if any(joining.repeats_in(thread) for thread in self._answered):
            return False
        at = part.message.at
        thread = next((t for t in self._open if joining.joins(t)), None)
        if thread:
            thread.join(part)
        else:
            thread = self._begin([part], at, is_first=is_first())
        self._learn_topic(thread, part.matter, at)
        self.learn_topics(at)
        self._named.add(part.matter.contact)
        return True

    def _begin(self, parts: list[Part], since: datetime, *, is_first: bool) -> Thread:
        thread = Thread(parts, since=since, is_first=is_first)
        self._open.append(thread)
        return thread

    def drop(self, case: str, at: datetime) -> None:
        """Let nobody wait for an answer on a case any more."""
        for thread in list(self._open):
            if thread.is_met(lambda matter: self._matters.case(matter) == case):
                thread.end(at)
                self._open.remove(thread)
                self._settled.append(thread)

    # What it is about

    def tell(self, event: Event) -> None:
        """Note that an event tells something new, perhaps of what waits: its case, or its contact."""
        if isinstance(event, CaseOpened) or getattr(event, "contact", None) in self._named:
            self._has_news = True

    def learn_topics(self, at: datetime) -> None:
        """Let the threads that wait know their topics, if there was news since they last did."""
        if not self._has_news:
            return
        self._has_news = False
        for thread in self._open:
            for matter, _ in thread.kinds:
                self._learn_topic(thread, matter, at)

    def _learn_topic(self, thread: Thread, matter: Matter, at: datetime) -> None:
        topic = self._matters.topic(matter)
        if topic:
            thread.learn(topic, at)

    # Answers

    def answer(
        self, answers: Callable[[Matter], bool], key: Answer, answer: Event, at: datetime
    ) -> None:
        """Take an answer, known by its key, to the matters that it answers."""
        for thread in self._answered:
            if thread.is_met(answers):
                thread.answers[key] = answer
        for thread in list(self._open):
            if not thread.is_met(answers):
                continue
            left = self._unanswered(thread, answers)
            if left and left[0].message is thread.first:
                thread.keep(left)
            else:
                thread.answers[key] = answer
                thread.end(at, answer)
                self._close(thread, left, at)

    def _unanswered(self, thread: Thread, answers: Callable[[Matter], bool]) -> list[Part]:
        met: list[Part] = []
        rest: list[Part] = []
        for part in thread.parts:
            (met if answers(part.matter) else rest).append(part)
        sayings = Sayings(met)
        return [part for part in rest if not (sayings.may_hold(part) and self._repeats(part, met))]

    def _repeats(self, part: Part, met: Iterable[Part]) -> bool:
        joining = Joining(part, self._policy, self._matters)
        return any(joining.repeats(other) for other in met)

    def _close(self, thread: Thread, left: list[Part], at: datetime) -> None:
        """Put aside a thread whose first message was answered; what is `left` waits in one of its own."""
        self._open.remove(thread)
        self._answered.append(thread)
        if len(self._answered) > _RECENT:
            self._settled.append(self._answered.popleft())
        if left:
            messages = {id(part) for part in left}
            thread.keep([part for part in thread.parts if id(part) not in messages])
            self._begin(left, at, is_first=False)
            self._has_news = True
            self.learn_topics(at)

    def fall_away(self, key: Answer, at: datetime) -> None:
        """Let an answer be none: what nothing else answered waits again."""
        for thread in list(self._answered):
            if thread.answers.pop(key, None) and not thread.answers:
                thread.reopen(at)
                self._answered.remove(thread)
                self._open.append(thread)
                self._has_news = True
