"""A profile from a file, looked at before it takes the place of the one in use."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.french import plural
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.services.actions.profile import ProfileOffer, replace_profile
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, clear, column, label

_MOST = 60
"""Faults or changes that are told line by line."""


class ProfileOfferPanel(QWidget):
    """Its faults line by line, or what it would change; ``changed`` once it is in place."""

    changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._offer: ProfileOffer | None = None
        self.title = label("", role="strong", wrap=True)
        self.lines: QVBoxLayout = column(spacing=4)
        self.replace = button(self.tr("Remplacer le profil"), kind="primary", glyph="check")
        self.replace.clicked.connect(self._replace)
        self.leave = button(self.tr("Garder celui en place"))
        self.leave.clicked.connect(self.hide)
        self.setLayout(
            column(self.title, self.lines, Flow(self.leave, self.replace, trailing=True), spacing=8)
        )
        self.hide()

    def show_offer(self, offer: ProfileOffer, name: str) -> None:
        """What the file ``name`` would change, or why it can't be taken."""
        self._offer = offer
        self._tell(
            [(line, "refused") for line in offer.refusals] + [(line, "") for line in offer.changes]
        )
        if offer.refusals:
            self.title.setText(
                self.tr("{} retire des mots que des lignes emploient\u00a0: gardez-les.").format(
                    name
                )
            )
        elif offer.changes:
            changes = plural(len(offer.changes), self.tr("changement"))
            self.title.setText(self.tr("{} apporterait {}\u00a0:").format(name, changes))
        else:
            self.title.setText(self.tr("{} dit la même chose que le profil en place.").format(name))
        self.replace.setVisible(bool(offer.changes) and not offer.refusals)
        self.leave.setText(
            self.tr("Garder celui en place") if self.replace.isVisibleTo(self) else self.tr("Bien")
        )
        self.show()
        (self.replace if self.replace.isVisibleTo(self) else self.leave).setFocus()

    def refuse(self, error: UserError) -> None:
        """The file can't be taken: each of its faults with its line, or the one reason."""
        self._offer = None
        if isinstance(error, ProfileFaults):
            number = len(error.faults)
            told = plural(number, self.tr("faute"))
            self.title.setText(self.tr("{} dans ce fichier\u00a0: rien n’a changé.").format(told))
            self._tell([(str(fault), "refused") for fault in error.faults])
        else:
            self.title.setText(str(error))
            self._tell([])
        self.replace.hide()
        self.leave.setText(self.tr("Bien"))
        self.show()
        self.leave.setFocus()

    def _tell(self, lines: list[tuple[str, str]]) -> None:
        clear(self.lines)
        for words, tone in lines[:_MOST]:
            line = label(words, tone=tone, wrap=True)
            line.setContentsMargins(8, 2, 8, 2)
            self.lines.addWidget(line)
        if len(lines) > _MOST:
            self.lines.addWidget(
                label(self.tr("et {} autres").format(len(lines) - _MOST), role="caption")
            )

    def _replace(self) -> None:
        offer, desk, action = self._offer, self._context.desk, self._context.action
        if offer is not None:
            self._context.runner.write(
                self, lambda _task: replace_profile(desk, action, offer), self.changed.emit
            )
