"""Whether the half-day is cancelled because the coach is away, or the place is closed."""

from PySide6.QtWidgets import QCheckBox


class AwayBox(QCheckBox):
    """Ticked while everyone is cancelled, until she says otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self._said = False
        """Whether she ticked it, or not, herself."""
        self.place: str | None = None
        """The place that is closed; None when it is the coach who is away."""
        self.setToolTip(self.tr("Plus rien ne sera proposé à ce moment-là"))
        self.clicked.connect(self._say)
        self.show_place(None)

    def begin_anew(self) -> None:
        """Another half-day."""
        self._said = False
        self.setChecked(True)

    def show_place(self, place: str | None) -> None:
        """Speak of ``place``, or of her."""
        self.place = place
        self.setText(
            self.tr("Noter la fermeture de ce lieu") if place else self.tr("Noter mon absence")
        )

    def propose(self, *, everyone: bool) -> None:
        """Who is kept is met there: it is neither an absence nor a closure."""
        if not self._said:
            self.setChecked(everyone)

    def _say(self) -> None:
        self._said = True
