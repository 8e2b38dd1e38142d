"""What an act is: its kind, and what that kind asks for; nothing that means nothing for it."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from coachdesk.core.canonical import Json
from coachdesk.domain.cells import as_hundredths
from coachdesk.domain.profile import ActionProfile, ServiceKind
from coachdesk.domain.week_hours import DAY_MINUTES
from coachdesk.services.prestations.recording import MOST_PEOPLE, ServiceFacts
from coachdesk.services.prestations.words import amount
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import (
    NOT_TOLD,
    captioned,
    day_edit,
    day_of,
    open_box,
    place_choices,
    refusal_line,
    show_day,
)
from coachdesk.ui.widgets.layout import column, label, row
from coachdesk.ui.widgets.number_box import NumberBox

_QUARTER = 15
_KEYS = "123456789"


class ServiceFields(QWidget):
    """``changed`` at each change: what the page's button says hangs on it."""

    changed = Signal()

    def __init__(self, profile: ActionProfile, day: date) -> None:
        super().__init__()
        self._profile = profile
        self.kind = Choices(
            ((kind.key, kind.label) for kind in profile.services),
            self.tr("Acte"),
            shortcuts=_KEYS,
        )
        self.kind_answer = refusal_line()
        self.day = day_edit(day)
        self.minutes = NumberBox(DAY_MINUTES, suffix=self.tr("\u00a0min"), unsaid=NOT_TOLD)
        self.minutes.setSingleStep(_QUARTER)
        self.quantity = QLineEdit()
        self.quantity_answer = refusal_line()
        self.unit = label("", role="soft")
        self.place = open_box(profile.communes)
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Facultatif"))
        self.unnamed = NumberBox(MOST_PEOPLE, unsaid=NOT_TOLD)
        self.results = {
            kind.key: Choices(
                ((word.key, word.label) for word in kind.results), self.tr("Résultat")
            )
            for kind in profile.services
            if len(kind.results)
        }
        self._arrange()
        self.kind.chosen.connect(lambda _: self._choose())
        for signal in (
            self.day.dateChanged, self.minutes.valueChanged, self.quantity.textChanged,
            self.place.currentTextChanged, self.note.textChanged, self.unnamed.valueChanged,
        ):  # fmt: skip
            signal.connect(lambda *_: self.changed.emit())
        for result in self.results.values():
            result.chosen.connect(lambda _: self.changed.emit())
        self.quantity.textChanged.connect(lambda _: self.quantity_answer.hide())
        self._choose()

    @property
    def chosen(self) -> ServiceKind | None:
        """The kind that is chosen."""
        key = self.kind.key()
        return self._profile.services[key] if key is not None else None

    def faults(self) -> bool:
        """Say beside a field what can't be, the keyboard on it; gives whether anything can't."""
        kind, typed = self.chosen, self.quantity.text().strip()
        self.kind_answer.setText(self.tr("Choisissez ce qui a été fait."))
        self.kind_answer.setVisible(kind is None)
        if kind is None:
            next(iter(self.kind.buttons.values())).setFocus()
            return True
        wrong = bool(kind.unit and typed) and as_hundredths(typed) is None
        self.quantity_answer.setText(self.tr("Écrivez un nombre, comme 12 ou 12,50."))
        self.quantity_answer.setVisible(wrong)
        if wrong:
            self.quantity.setFocus()
        return wrong

    def facts(self) -> ServiceFacts:
        """What is typed, but for whom."""
        kind = self.kind.key() or ""
        result = self.results[kind].key() if kind in self.results else None
        typed = self.quantity.text().strip()
        return ServiceFacts(
            kind=kind,
            done_on=day_of(self.day),
            unnamed=self.unnamed.value() or None,
            quantity=as_hundredths(typed) if typed else None,
            minutes=self.minutes.value() or None,
            place=self.place.currentText(),
            result=result,
            note=self.note.text(),
        )

    def show_facts(self, facts: ServiceFacts) -> None:
        """Begin with ``facts``."""
        self.kind.show_key(facts.kind if facts.kind in self._profile.services else None)
        show_day(self.day, facts.done_on)
        self.unnamed.setValue(facts.unnamed or 0)
        self.quantity.setText(amount(facts.quantity) if facts.quantity else "")
        self.minutes.setValue(facts.minutes or 0)
        self.place.setCurrentText(facts.place)
        self.note.setText(facts.note)
        for key, results in self.results.items():
            results.show_key(facts.result if key == facts.kind else None)
        self.kind_answer.hide()
        self._choose()

    def propose_places(self, places: tuple[str, ...]) -> None:
        """The places that are known; what is typed stays."""
        typed = self.place.currentText()
        self.place.clear()
        self.place.addItems(place_choices(self._profile, places))
        self.place.setCurrentText(typed)

    def draft_value(self) -> Json:
        """What a draft keeps."""
        facts = self.facts()
        return {
            "kind": facts.kind,
            "day": facts.done_on.isoformat(),
            "unnamed": facts.unnamed,
            "quantity": self.quantity.text(),
            "minutes": facts.minutes,
            "place": facts.place,
            "result": facts.result,
            "note": facts.note,
        }

    def set_draft_value(self, value: Json) -> None:
        """What a draft kept."""
        match value:
            case {
                "kind": str(kind), "day": str(day), "unnamed": int() | None as unnamed,
                "quantity": str(quantity), "minutes": int() | None as minutes, "place": str(place),
                "result": str() | None as result, "note": str(note),
            }:  # fmt: skip
                done_on = date.fromisoformat(day)
                self.show_facts(
                    ServiceFacts(kind, done_on, (), unnamed, None, minutes, place, result, note)
                )
                self.quantity.setText(quantity)
                self.changed.emit()

    def _arrange(self) -> None:
        self._parts: dict[str, QWidget] = {}
        self._captions: dict[str, QLabel] = {}
        amount_line = row(self.quantity, self.unit, spacing=6)
        when = row(
            captioned(self.tr("Fait le"), self.day),
            self._part("minutes", captioned(self.tr("Durée"), self.minutes)),
            None,
            spacing=10,
        )
        self._captions["quantity"] = label("", role="caption")
        self._captions["quantity"].setBuddy(self.quantity)
        quantity = column(self._captions["quantity"], amount_line, self.quantity_answer, spacing=4)
        result = column(
            label(self.tr("Résultat"), role="caption"), *self.results.values(), spacing=4
        )
        several = captioned(self.tr("Personnes non nommées"), self.unnamed)
        self.setLayout(
            column(
                label(self.tr("Acte"), role="caption"),
                self.kind,
                self.kind_answer,
                when,
                row(self._part("quantity", quantity), self._part("unnamed", several), None),
                self._part("result", result),
                self._part("place", captioned(self.tr("Lieu"), self.place)),
                self._part("note", captioned(self.tr("Note"), self.note)),
                None,
                spacing=10,
            )
        )

    def _part(self, key: str, layout: QVBoxLayout | QHBoxLayout) -> QWidget:
        part = self._parts[key] = QWidget()
        part.setLayout(layout)
        return part

    def _choose(self) -> None:
        """Ask for what the kind needs, and for that only."""
        kind = self.chosen
        shown = kind or ServiceKind("", "")
        self.unit.setText(shown.unit)
        words = shown.quantity or self.tr("Quantité")
        self._captions["quantity"].setText(words)
        self.quantity.setAccessibleName(f"{words} ({shown.unit})")
        self._parts["quantity"].setVisible(bool(shown.unit))
        self._parts["unnamed"].setVisible(shown.group)
        self._parts["result"].setVisible(bool(len(shown.results)))
        for key, results in self.results.items():
            results.setVisible(key == shown.key)
        for part in ("minutes", "place", "note"):
            self._parts[part].setVisible(part not in shown.without)
        if kind is not None:
            self.kind_answer.hide()
        self.changed.emit()
