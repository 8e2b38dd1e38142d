"""The road of the chosen day, as it is computed or typed over, and a distance that is asked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.french import kilometres
from coachdesk.domain.typed_amount import thousandths
from coachdesk.queries.worked_days import WorkedDay
from coachdesk.services.agenda.worked_days import WorkedMonth
from coachdesk.services.timesheet.typing import tell_distance, type_road
from coachdesk.ui.context import Context
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import EntryLine, captioned
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, row


class AskedDistance(QWidget):
    """One pair of places at a time; ``recorded`` carries what is said once it is kept."""

    recorded = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._pair: tuple[str, str] | None = None
        self._supposed: int | None = None
        self.asked = label("", role="strong", wrap=True)
        self.supposed = label("", role="caption", wrap=True)
        self.distance = EntryLine()
        self.distance.setMaximumWidth(em(8))
        self.distance.setPlaceholderText(self.tr("km"))
        self.distance.setAccessibleName(self.tr("Distance en kilomètres"))
        self.distance.entered.connect(self.answer)
        self.tell = button(self.tr("Retenir"))
        self.tell.setToolTip(self.tr("Retenir cette distance, dans les deux sens (Entrée)"))
        self.tell.clicked.connect(self.answer)
        line = row(self.distance, self.tell, None)
        self.setLayout(column(self.asked, line, self.supposed, spacing=8))
        self.hide()

    def show_month(self, month: WorkedMonth) -> None:
        """Ask for the first distance that ``month`` lacks."""
        self._pair = next(iter(month.unknown), None)
        self._supposed = month.supposed(self._pair) if self._pair is not None else None
        if self._pair is not None:
            words = self.tr("Combien de km de {} à {}\u202f?")
            self.asked.setText(words.format(*self._pair))
        words = self.tr("La durée de ce trajet reste supposée\u00a0: {}\u00a0min.")
        self.supposed.setText(words.format(self._supposed))
        self.supposed.setVisible(self._supposed is not None)
        self.setVisible(self._pair is not None)

    def answer(self) -> None:
        """Keep the distance that is typed."""
        pair, metres, desk = self._pair, thousandths(self.distance.text()), self._context.desk
        if pair is None:
            return
        if metres is None:
            refuse(self._context, self.tr("La distance manque."), self.distance)
            return
        said = self.tr("De {} à {}\u00a0: {} km, retenu.").format(*pair, kilometres(metres))
        if self._supposed is not None:
            words = self.tr(
                " Durée supposée\u00a0: {}\u00a0min, à corriger dans "
                "«\u00a0Lieux et absences\u00a0»."
            )
            said += words.format(self._supposed)

        def done(_: None) -> None:
            self.distance.clear()
            self.recorded.emit(said)

        self._context.runner.write(self, lambda _task: tell_distance(desk, pair, metres), done)


class DayRoad(QWidget):
    """``recorded`` says that the road of the day was typed over, or is computed again."""

    recorded = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._day: WorkedDay | None = None
        self.told = label("", role="soft", wrap=True)
        self.whole = label(
            self.tr("Ces km sont ceux de tout le jour, quelle que soit l’action."),
            role="caption",
            wrap=True,
        )
        self.km = EntryLine()
        self.km.setMaximumWidth(em(8))
        self.reason = EntryLine()
        self.reason.setPlaceholderText(self.tr("p. ex. déviation"))
        self.keep_road = button(self.tr("Corriger les km"))
        for line in (self.km, self.reason):
            line.entered.connect(self.correct)
        self.keep_road.clicked.connect(self.correct)
        self.as_computed = button(self.tr("Revenir au calcul"), kind="link")
        self.as_computed.clicked.connect(lambda: self._keep(None))
        fields = row(
            captioned(self.tr("Km du jour"), self.km),
            captioned(self.tr("Motif de la correction"), self.reason),
        )
        acts = Flow(self.keep_road, self.as_computed)
        self.setLayout(column(self.told, self.whole, fields, acts, spacing=8))

    def show_day(self, day: WorkedDay) -> None:
        """Show the road of ``day``."""
        self._day = day
        words = self.words(day)
        self.told.setText(words)
        self.told.setVisible(bool(words))
        self.whole.setVisible(len(self._context.desk.actions) > 1 and day.metres != 0)
        known = self.tr("inconnus") if day.metres is None else kilometres(day.metres)
        self.km.setPlaceholderText(known)
        self.as_computed.setVisible(day.typed is not None)

    def words(self, day: WorkedDay) -> str:
        """Where she went and how far, typed or computed; empty on a day without a road."""
        route = day.road.route
        far = self.tr("distance à compléter")
        if day.road.metres is not None:
            far = f"{kilometres(day.road.metres)}\u00a0km"
        if day.typed is None:
            return f"{route}, {far}." if route else ""
        typed = self.tr("Corrigés\u00a0: {} km, {}.")
        said = typed.format(kilometres(day.typed.metres), day.typed.reason)
        computed = self.tr("Calculés\u00a0: {}, {}.")
        return f"{said} {computed.format(route, far)}" if route else said

    def correct(self) -> None:
        """Keep the kilometres that are typed for the day."""
        metres = thousandths(self.km.text())
        if metres is None:
            refuse(self._context, self.tr("Les kilomètres manquent."), self.km)
        else:
            self._keep(metres)

    def _keep(self, metres: int | None) -> None:
        if self._day is None:
            return
        desk, day, reason = self._context.desk, self._day.day, self.reason.text()

        def done(_: None) -> None:
            self.km.clear()
            self.reason.clear()
            self.recorded.emit(self.tr("Kilomètres du jour enregistrés."))

        self._context.runner.write(self, lambda _task: type_road(desk, day, metres, reason), done)


def refuse(context: Context, why: str, field: EntryLine) -> None:
    """Say ``why``, with an example, the keyboard where it is to be typed."""
    context.messages.refuse(UserError(why, "Écrivez-la en km, p. ex. 12,5."))
    field.setFocus()
