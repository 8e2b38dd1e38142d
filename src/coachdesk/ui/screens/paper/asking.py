"""A paper that the person fills in herself: which question is next, what is still to be answered.

One question at a time; a question that depends on another comes only after the answer that calls
for it. What was answered is never lost by going back.
"""

from collections.abc import Mapping

from coachdesk.domain.paper_answers import asked, concerns, is_lacking, lacking, told
from coachdesk.domain.papers import Answer, FieldKind, PaperField, PaperTemplate

_ONE_TAP = frozenset({FieldKind.CHOICE, FieldKind.YES_NO, FieldKind.SENSITIVE, FieldKind.SCALE})


class Asking:
    """Where she is in the questions of one paper, and what she answered."""

    def __init__(self, template: PaperTemplate, answers: Mapping[str, Answer]) -> None:
        self.template = template
        self._answers = dict(answers)
        fields = self.fields
        self._key = fields[0].key if fields else ""
        self._changing = False
        """She came back from the summary for one question: from there she returns to it."""

    @property
    def fields(self) -> tuple[PaperField, ...]:
        """The questions that concern her, given what she answered so far."""
        return asked(self.template, self._answers)

    @property
    def current(self) -> PaperField | None:
        """The question before her; None when the summary is."""
        return next((field for field in self.fields if field.key == self._key), None)

    @property
    def position(self) -> int:
        """Which question it is, from 1; one more than there are at the summary."""
        keys = [field.key for field in self.fields]
        return keys.index(self._key) + 1 if self._key in keys else len(keys) + 1

    @property
    def answers(self) -> dict[str, Answer]:
        """What was answered to the questions that concern her."""
        return {
            field.key: self._answers[field.key]
            for field in self.fields
            if told(self._answers.get(field.key))
        }

    @property
    def lacking(self) -> tuple[PaperField, ...]:
        """What must still be answered."""
        return lacking(self.template, self._answers)

    @property
    def may_go_on(self) -> bool:
        """Whether this question may be left as it is: another one may do in its place."""
        field = self.current
        return field is None or bool(field.unless) or not is_lacking(field, self._answers)

    @property
    def at_first(self) -> bool:
        """Whether nothing comes before."""
        return self.position == 1 and not self._changing

    def answer(self) -> Answer:
        """To the question before her; empty when there is none."""
        return self._answers.get(self._key, "")

    def is_answered(self) -> bool:
        """Whether the question before her has an answer."""
        return told(self._answers.get(self._key))

    def say(self, answer: Answer) -> None:
        """Answer the question before her."""
        self._answers[self._key] = answer

    def choose(self, key: str) -> None:
        """Tick one answer; of several ticks, one more or one less."""
        field = self.current
        if field is None:
            return
        if field.kind is FieldKind.TICKS:
            before = self.ticked()
            kept = before - {key} if key in before else before | {key}
            self.say(tuple(word.key for word in field.options if word.key in kept))
        else:
            self.say(key)

    def ticked(self) -> frozenset[str]:
        """The answers ticked now."""
        answer = self.answer()
        return frozenset((answer,) if isinstance(answer, str) and answer else answer)

    def goes_on_by_itself(self) -> bool:
        """Whether one tap answers the question, and the next one may come."""
        field = self.current
        return field is not None and field.kind in _ONE_TAP

    def forward(self) -> None:
        """The next question, or the summary after the last."""
        if self._changing and not self._new_after():
            self._changing, self._key = False, ""
            return
        keys = [field.key for field in self.fields]
        after = keys[self.position :]
        self._key = after[0] if after else ""
        if not self._key:
            self._changing = False

    def back(self) -> None:
        """The question before, or the summary she came from."""
        if self._changing:
            self._changing, self._key = False, ""
            return
        before = [field.key for field in self.fields][: self.position - 1]
        if before:
            self._key = before[-1]

    def to_last(self) -> None:
        """From the summary, back to the last question."""
        fields = self.fields
        self._key = fields[-1].key if fields else ""

    def put_back(self, answers: Mapping[str, Answer]) -> None:
        """What was answered before: the first question without an answer comes next."""
        self._answers |= answers
        waiting = (f for f in self.fields if not told(self._answers.get(f.key)))
        self._key = next((field.key for field in waiting), "")

    def change(self, key: str) -> None:
        """From the summary, back to one question."""
        self._key, self._changing = key, True

    def _new_after(self) -> bool:
        """Whether what she changed calls for a question that has no answer yet."""
        following = self.fields[self.position : self.position + 1]
        return any(
            field.when is not None
            and field.when.key == self._key
            and concerns(field, self._answers)
            and not told(self._answers.get(field.key))
            for field in following
        )
