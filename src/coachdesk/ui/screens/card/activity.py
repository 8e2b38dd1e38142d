"""Hours of activity of this week: a bar beside what the contract asks, the rows behind it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coachdesk.core.french import NBSP, hours, short_date
from coachdesk.domain.activity import Activity
from coachdesk.services.card import CardView
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.section import Section
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.layout import button, label, row


class ActivitySection(Section):
    """A help to talk about the week; nothing here is an alarm."""

    def __init__(self, context: Context) -> None:
        self.more = button("", kind="mini")
        super().__init__(context, "activite", "", self.more)
        self.title.setText(self.tr("Activité de la semaine"))
        self.more.setText(self.tr("Détail"))
        self.more.setCheckable(True)
        self.more.setToolTip(self.tr("Voir ce qui compte dans ces heures"))
        self.more.toggled.connect(self._unfold)
        self.bar = ActivityBar()
        self.rows: list[QWidget] = []

    def part(self, view: CardView) -> object:
        """See ``Section``."""
        return view.activity, view.card.contracts, view.card.pathway, view.card.exit

    def fill(self, view: CardView) -> None:
        """See ``Section``."""
        week = view.activity
        self.bar = ActivityBar()
        self.bar.show_activity(week)
        self.lines.addWidget(label(self._said(week), wrap=True))
        if week.wanted:
            self.lines.addWidget(self.bar)
        followed = view.card.pathway is not None and view.card.exit is None
        self.setVisible(followed or bool(week.rows))
        self.rows = []
        for item in week.rows:
            line = QWidget()
            words = label(item.words, role="soft", wrap=True)
            inside = row(words, label(hours(item.minutes)), spacing=8)
            inside.setStretch(0, 1)
            line.setLayout(inside)
            self.rows.append(line)
        if not week.rows:
            self.rows = [label(self.tr("Rien n’est noté cette semaine."), role="soft", wrap=True)]
        for line in self.rows:
            self.lines.addWidget(line)
        purpose = self.tr("Un repère pour en parler ensemble, jamais une sanction.")
        self.lines.addWidget(label(purpose, role="caption", wrap=True))
        self._unfold(shown=self.more.isChecked())

    def _said(self, week: Activity) -> str:
        first, last = short_date(week.week.first), short_date(week.week.last)
        done = self.tr("{} du {} au {}").format(hours(week.minutes), first, last)
        if week.exemption is not None:
            why = self.context.action.profile.exemptions.label(week.exemption)
            asked = hours(week.wanted) if week.wanted else self.tr("aucune heure demandée")
            return self.tr("{}. Contrat aménagé ({}){}: {}.").format(done, why, NBSP, asked)
        if week.wanted is None and not self.context.action.profile.signs_contracts:
            return f"{done}."
        if week.wanted is None:
            told = bool(self.view and self.view.card.contracts)
            why = self.tr("le contrat ne dit pas d’heures") if told else self.tr("pas de contrat")
            return f"{done}\u00a0; {why}."
        return self.tr("{}, pour {} au contrat.").format(done, hours(week.wanted))

    def _unfold(self, shown: bool) -> None:  # noqa: FBT001  (Qt's signal gives it so)
        for line in self.rows:
            line.setVisible(shown)


class ActivityBar(QWidget):
    """How much of the hours asked for was done."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_activity(self, week: Activity) -> None:
        """Draw the share of ``week``."""
        self._share = week.share
        self.setAccessibleName(self.tr("Part des heures du contrat"))
        self.setAccessibleDescription(f"{round(100 * week.share)} %")
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(em(10), em(0.6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground, then the share in the accent: never red."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        radius = box.height() / 2
        painter.setBrush(QColor(tokens().track))
        painter.drawRoundedRect(box, radius, radius)
        if self._share > 0:
            box.setWidth(max(box.width() * self._share, box.height()))
            painter.setBrush(QColor(tokens().series))
            painter.drawRoundedRect(box, radius, radius)
        painter.end()
