"""What the FSE+ knows of her: what is missing, her answers at the exit and six months later."""

from PySide6.QtWidgets import QLabel

from coachdesk.core.french import NBSP, short_date
from coachdesk.domain.fse import ASKED, GENDER, GENDER_LABELS, Moment
from coachdesk.domain.fse_record import FseRecord, Missing
from coachdesk.services.card import CardView
from coachdesk.services.fse_answers import (
    FSE_PAPERS,
    FseForm,
    answer_fse,
    asked_now,
    missing_target,
    moment_words,
)
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.section import Section
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import captioned
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.fse_questions import FseQuestions
from coachdesk.ui.widgets.layout import button, chip, label, row


class FseSection(Section):
    """Each answer is kept as it is clicked; Ctrl+Z takes it back."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "fse", "")
        self.title.setText(self.tr("FSE+"))
        self.questions: dict[Moment, FseQuestions] = {}
        self.gender: Choices | None = None
        self.hide()

    def show_view(self, view: CardView) -> None:
        """Known at once whether there is anything to see."""
        super().show_view(view)
        self.setVisible(view.fse is not None and view.fse.record is not None)

    def part(self, view: CardView) -> object:
        """See ``Section``."""
        return view.fse

    def fill(self, view: CardView) -> None:
        """See ``Section``."""
        self.questions, self.gender = {}, None
        form = view.fse
        if form is None or form.record is None:
            return
        self._entry(form, form.record)
        if not form.current:
            self.say(self.tr("La sortie et la suite se répondent sur le dernier dossier."))
        for moment in asked_now(form):
            self._moment(form, form.record, moment)

    def _entry(self, form: FseForm, record: FseRecord) -> None:
        self._state(form, record, Moment.ENTRY)
        said = record.answers.get(GENDER)
        first = self.dossier == record.dossiers[0]  # what was said then is not written over later
        if record.gender is None or (said is not None and first):
            self.gender = Choices(
                ((key.value, words) for key, words in GENDER_LABELS.items()),
                self.tr("Genre"),
                kind="chip",
            )
            self.gender.show_key(said.answer if said is not None else None)
            self.gender.chosen.connect(lambda key: self._answer(GENDER, key))
            self.add_line(captioned(self.tr("Genre, tel que dit"), self.gender))

    def _moment(self, form: FseForm, record: FseRecord, moment: Moment) -> None:
        self._state(form, record, moment)
        asked = FseQuestions(ASKED[moment])
        asked.show_answers(
            {key: told.answer for key, told in record.answers.items()},
            [question.key for question in ASKED[moment] if record.needs(question)],
        )
        asked.answered.connect(self._answer)
        self.questions[moment] = asked
        self.lines.addWidget(asked)

    def _state(self, form: FseForm, record: FseRecord, moment: Moment) -> None:
        """« À l’entrée » and whether it is complete, with the way to what is missing."""
        missing = record.missing(moment, form.day)
        line = Flow(label(moment_words(moment), role="strong"), _chip(missing, form))
        kind = FSE_PAPERS[moment]
        if kind not in self.context.action.profile.papers_off:
            paper = button(self.tr("Questionnaire"), kind="mini")
            paper.setAccessibleName(f"{self.tr('Questionnaire')}, {moment_words(moment)}")
            paper.setToolTip(self.tr("Le questionnaire à faire remplir et signer"))
            dossier = record.prescription_id
            paper.clicked.connect(
                lambda: self.context.go(Target(Screen.PAPER, dossier, section=kind))
            )
            line.add(paper)
        self.lines.addWidget(line)
        if missing:
            words = ", ".join(each.words for each in missing)
            self.say(f"{self.tr('Manque')}{NBSP}: {words}.")
        elsewhere = next((each for each in missing if each.place != "fse"), None)
        if elsewhere is not None:
            mend = button(self.tr("Compléter"), kind="mini")
            mend.setAccessibleName(f"{self.tr('Compléter')}, {moment_words(moment)}")
            target = missing_target(record, elsewhere)
            mend.clicked.connect(lambda: self.context.go(target))
            self.add_line(row(mend, None))
        late = record.late(moment)
        if late is not None:
            due = record.due_on(moment)
            self.say(
                self.tr("Recueilli le {}, après le {}\u00a0: hors délai.").format(
                    short_date(late), short_date(due)
                )
            )

    def _answer(self, question: str, answer: str | None) -> None:
        dossier = self.dossier
        self.write(lambda desk: answer_fse(desk, dossier, {question: answer}))


def _chip(missing: tuple[Missing, ...], form: FseForm) -> QLabel:
    if not missing:
        return chip("complet", "done")
    due = missing[0].due_on
    if missing[0].in_time(form.day):
        return chip(f"à compléter avant le {short_date(due)}", "mend")
    return chip(f"délai passé le {short_date(due)}", "refused")
