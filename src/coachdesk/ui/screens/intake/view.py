"""A prescription arrives: one page, by Tab alone, recorded with its first rendez-vous."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from coachdesk.core.canonical import Json
from coachdesk.core.clock import today
from coachdesk.core.french import long_date, short_date
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.cells import as_date
from coachdesk.domain.profile import OutcomeKind
from coachdesk.queries.directory import case_managers
from coachdesk.queries.exits import PresentRow, present_now
from coachdesk.queries.outreach import ContactRow, one_contact
from coachdesk.queries.places import place_names
from coachdesk.services.agenda.proposals import first_slot
from coachdesk.services.drafts import draft, save_draft
from coachdesk.services.duplicates import KnownPerson, Typed, known_people, likely_same
from coachdesk.services.prescriptions import (
    PersonFacts,
    next_number,
    receive_prescription,
)
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.draft_fields import values
from coachdesk.ui.runner import Task
from coachdesk.ui.screens.intake.known import KnownPanel
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import (
    answered_beside,
    captioned,
    day_of,
    open_box,
    place_choices,
    refusal_line,
    show_day,
)
from coachdesk.ui.widgets.layout import button, column, label, panel
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.person_fields import PersonFields
from coachdesk.ui.widgets.prescription_fields import PrescriptionFields
from coachdesk.ui.widgets.slot_form import SlotForm
from coachdesk.ui.widgets.slot_warning import SlotWarning
from coachdesk.ui.widgets.two_columns import TwoColumns

DRAFT = "intake"


@dataclass(frozen=True)
class _Known:
    """What the store already knows when the page opens."""

    people: tuple[KnownPerson, ...]
    present: Mapping[UUID, PresentRow]
    """Who of them is followed in the action now, or expected there."""
    number: str
    first: Slot
    places: tuple[str, ...]
    case_managers: tuple[str, ...]
    met: ContactRow | None
    """The person met at an action d'aller-vers whose prescription it is."""


@dataclass(frozen=True)
class _Recorded:
    """The prescription recorded last, and what was typed for it: undone, it is a draft again."""

    dossier: UUID
    key: str
    target: Target
    typed: dict[str, Json]


class IntakeScreen(Page):
    """Her facts, the prescription, the first rendez-vous proposed; Ctrl+Enter records all."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.record = button("", kind="primary", glyph="check")
        super().__init__("", self.record, before=self.leave)
        self._context = context
        self._known: _Known | None = None
        self._same: KnownPerson | None = None
        self._met: UUID | None = None
        """The contact of an action d'aller-vers that she was."""
        self._last: _Recorded | None = None
        profile = context.action.profile
        self.title.setText(self.tr("Nouvelle prescription"))
        self.subtitle.setText(self.tr("Les champs marqués * sont nécessaires."))
        self.leave.clicked.connect(context.back)
        self.record.setText(self.tr("Enregistrer (Ctrl+Entrée)"))
        self.record.clicked.connect(self._record)
        bind_main_act(self, self._record)
        day = today(context.desk.clock)
        self.last_name, self.first_name = QLineEdit(), QLineEdit()
        self.gender = Choices(
            ((w.key, w.label) for w in profile.genders), self.tr("Sexe"), by_letter=True
        )
        self.birth = QLineEdit()
        self.birth.setPlaceholderText(self.tr("jj/mm/aaaa"))
        self.postcode, self.phone, self.email = QLineEdit(), QLineEdit(), QLineEdit()
        self.commune = open_box(profile.communes)
        self.beneficiary_number = QLineEdit()
        self._prescription = PrescriptionFields(profile, day)
        self.number, self.received = self._prescription.number, self._prescription.received
        self.prescriber = self._prescription.prescriber
        self.case_manager = self._prescription.case_manager
        self.slot = SlotForm(profile, _someday(day))
        SlotWarning(context, self.slot)
        self.known = KnownPanel()
        self.known.chosen.connect(self._take)
        self.known.opened.connect(
            lambda person: context.go(Target(Screen.CARD, person.prescription_id))
        )
        self._person = PersonFields(
            self.last_name, self.first_name, self.gender, self.birth, self.postcode,
            self.commune, self.phone, self.email, self.beneficiary_number,
        )  # fmt: skip
        self._answers: dict[QWidget, QLabel] = {}
        facts = column(panel(self._facts()), None)
        self._answers[self.number] = self._prescription.number_answer
        right = column(
            panel(self._prescription), panel(self._first()), self.known, None, spacing=10
        )
        self.body.addWidget(TwoColumns(facts, right, (1, 1)), 1)
        self.first = self.last_name
        for line in (
            self.last_name, self.first_name, self.birth, self.phone, self.beneficiary_number,
        ):  # fmt: skip
            line.textChanged.connect(self._look_for_her)
        self.commune.currentTextChanged.connect(self._near_home)

    def show_target(self, target: Target) -> None:
        """Begin anew, with what was kept of a prescription not recorded."""
        self._context.drafts.flush()
        self._same, self._met = None, target.subject_id
        for line in (
            self.last_name, self.first_name, self.postcode, self.phone, self.email,
            self.beneficiary_number, self.birth,
        ):  # fmt: skip
            line.clear()
        for box in (self.commune, self.case_manager):  # another person's would be recorded as hers
            box.setCurrentText("")
        self.prescriber.setCurrentIndex(0)
        self.gender.show_key(None)
        show_day(self.received, today(self._context.desk.clock))
        for answer in self._answers.values():
            answer.hide()
        self._context.drafts.keep(self, self._key, self._kept())  # she may type before it is read
        self._context.runner.read(self, self._read, self._show)

    @property
    def _key(self) -> str:
        """Of someone met outside, a draft of her own: another one's would hide what is known."""
        return f"{DRAFT}:{self._met}" if self._met is not None else DRAFT

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(label(self.tr("La personne"), role="strong"), 0, 0, 1, 2)
        places: tuple[tuple[str, QWidget, int, int, int], ...] = (
            (self.tr("Nom *"), self.last_name, 1, 0, 1),
            (self.tr("Prénom *"), self.first_name, 1, 1, 1),
            (self.tr("Sexe *"), self.gender, 2, 0, 1),
            (self.tr("Date de naissance *"), self.birth, 2, 1, 1),
            (self.tr("Code postal"), self.postcode, 3, 0, 1),
            (self.tr("Commune"), self.commune, 3, 1, 1),
            (self.tr("Téléphone"), self.phone, 4, 0, 1),
            (self.tr("Adresse électronique"), self.email, 4, 1, 1),
            (self.tr("N° allocataire (CAF ou MSA)"), self.beneficiary_number, 5, 0, 1),
        )
        for text, field, line, place, span in places:
            grid.addLayout(self._with_answer(text, field), line, place, 1, span)
        return grid

    def _first(self) -> QGridLayout:
        grid = QGridLayout()
        self.delay = label("", role="caption", wrap=True)
        grid.addWidget(label(self.tr("Premier rendez-vous"), role="strong"), 0, 0)
        grid.addWidget(self.slot, 1, 0)
        grid.addWidget(self.delay, 2, 0)
        self.slot.changed.connect(self._tell_delay)
        self.received.dateChanged.connect(self._tell_delay)
        return grid

    def _with_answer(self, text: str, field: QWidget) -> QVBoxLayout:
        self._answers[field] = refusal_line()
        layout = captioned(text, field)
        layout.addWidget(self._answers[field])
        return layout

    def _read(self) -> _Known:
        desk, action, met = self._context.desk, self._context.action, self._met
        day, within = today(desk.clock), action.profile.rules.first_appointment_days
        outcomes = action.profile.outcomes
        waiting = [word.key for word in outcomes if word.kind is OutcomeKind.PENDING]
        return desk.read(
            lambda link: _Known(
                known_people(link),
                present_now(link, action.id, waiting),
                next_number(link, action.id, day),
                first_slot(link, day, within),
                place_names(link),
                case_managers(link, action.id),
                one_contact(link, action.id, met) if met is not None else None,
            )
        )

    def _show(self, known: _Known) -> None:
        self._known = known
        self.number.setText(known.number)
        self.slot.show_slot(known.first)
        for box, texts in (
            (self.slot.place, place_choices(self._context.action.profile, known.places)),
            (self.case_manager, known.case_managers),
        ):
            shown = box.currentText()
            box.clear()
            box.addItems(list(texts))
            box.setCurrentText(shown)
        self._tell_delay()
        proposed: tuple[str, ...] = ("number", "slot")
        if known.met is not None:
            proposed = (*proposed, *self._show_met(known.met))
        self._context.drafts.proposed(self._key, proposed)
        self._look_for_her()

    def _show_met(self, met: ContactRow) -> tuple[str, ...]:
        """What was typed of her outside; gives the names of those fields."""
        self.last_name.setText(met.last_name)
        self.first_name.setText(met.first_name)
        self.phone.setText(met.phone or "")
        self.commune.setCurrentText(met.commune or "")
        if self.last_name.hasFocus():  # on to the first thing that she did not tell
            next(iter(self.gender.buttons.values())).setFocus()
        return "last_name", "first_name", "phone", "commune"

    def _kept(self) -> dict[str, QWidget]:
        return {
            "last_name": self.last_name,
            "first_name": self.first_name,
            "gender": self.gender,
            "birth": self.birth,
            "postcode": self.postcode,
            "commune": self.commune,
            "phone": self.phone,
            "email": self.email,
            "beneficiary_number": self.beneficiary_number,
            "number": self.number,
            "received": self.received,
            "prescriber": self.prescriber,
            "case_manager": self.case_manager,
            "slot": self.slot,
        }

    def _look_for_her(self) -> None:
        if self._known is None or self._same is not None:
            return
        typed = Typed(
            self.last_name.text(),
            self.first_name.text(),
            as_date(self.birth.text()),
            self.phone.text(),
            self.beneficiary_number.text(),
        )
        self.known.show_people(likely_same(typed, self._known.people))

    def _take(self, person: KnownPerson) -> None:
        """It is she: her facts need not be typed again. Who is there already is on her card."""
        present = self._known.present.get(person.participant_id) if self._known else None
        if present is not None:
            self._context.go(Target(Screen.CARD, present.prescription_id))
            self._context.messages.inform(
                (
                    self.tr(
                        "{} est déjà en suivi dans l’action\u00a0: notez d’abord sa sortie pour "
                        "enregistrer une nouvelle prescription."
                    )
                    if present.followed
                    else self.tr(
                        "Une prescription de {} attend déjà sa décision\u00a0: c’est ce dossier."
                    )
                ).format(f"{person.first_name} {person.last_name}")
            )
            return
        self._same = person
        self.last_name.setText(person.last_name)
        self.first_name.setText(person.first_name)
        self.gender.show_key(person.gender)
        self.birth.setText(short_date(person.birth_date))
        self.postcode.setText(person.postcode or "")
        self.commune.setCurrentText(person.commune or "")
        self.phone.setText(person.phone or "")
        self.email.setText(person.email or "")
        self.beneficiary_number.setText(person.beneficiary_number or "")
        self.known.show_taken(person)
        self.slot.day.setFocus()

    def _near_home(self, commune: str) -> None:
        """The first rendez-vous is proposed where she lives, when the coach sits there."""
        if self._known is None or commune not in self._known.places:
            return
        desk, within = self._context.desk, self._context.action.profile.rules.first_appointment_days
        day, before = today(desk.clock), self.slot.slot()

        def propose(slot: Slot) -> None:
            if self.slot.slot() == before:  # not over what she, or a draft, has chosen since
                self.slot.show_slot(slot)

        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: first_slot(link, day, within, commune)),
            propose,
        )

    def _tell_delay(self) -> None:
        within = self._context.action.profile.rules.first_appointment_days
        delay = (self.slot.slot().held_on - day_of(self.received)).days
        late = delay > within
        self.delay.setText(
            self.tr("{} jours après la prescription, au lieu de {} au plus.").format(delay, within)
            if late
            else self.tr("{}, dans le délai de {} jours.").format(
                long_date(self.slot.slot().held_on), within
            )
        )

    def _record(self) -> None:
        wrong = self._person.faults(today(self._context.desk.clock))
        wrong |= self._prescription.missing()
        if answered_beside(self._answers, wrong):
            return
        facts, person = self._prescription.facts(), self._person.facts()
        desk, action, slot = self._context.desk, self._context.action, self.slot.slot()
        same, met = self._same.participant_id if self._same else None, self._met
        self._context.runner.write(
            self,
            lambda _task: receive_prescription(
                desk, action, facts, person, known=same, first=slot, met=met
            ),
            lambda dossier: self._recorded(dossier, person, slot),
        )

    def take_back(self, gone: Collection[UUID]) -> Target | None:
        """The prescription recorded last is undone: what was typed waits; gives where.

        A draft begun since is not overwritten.
        """
        last, desk = self._last, self._context.desk
        if last is None or last.dossier not in gone:
            return None
        self._last = None

        def keep(_task: Task) -> None:
            if desk.read(lambda link: draft(link, last.key)) is None:
                save_draft(desk, last.key, last.typed)

        self._context.runner.write(self, keep, lambda _: None)
        return last.target

    def _recorded(self, dossier: UUID, person: PersonFacts, slot: Slot) -> None:
        target = Target(Screen.INTAKE, subject_id=self._met)
        self._last = _Recorded(dossier, self._key, target, values(self._kept()))
        self._context.drafts.forget(self._key)
        self.done = True
        self._context.go_from(self, Target(Screen.CARD, dossier))
        self._context.messages.inform(
            self.tr("Prescription de {} enregistrée, premier rendez-vous le {}.").format(
                f"{person.first_name} {person.last_name}", short_date(slot.held_on)
            )
        )


def _someday(day: date) -> Slot:
    """Shown until the first read: nothing is known yet of where the coach sits."""
    return Slot(day, 540, 600, None, Mode.ON_SITE)
