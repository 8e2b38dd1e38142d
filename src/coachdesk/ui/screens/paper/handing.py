"""What is done with a paper once its text is kept: signed, printed, saved in clear, begun anew."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.domain.papers import Role
from coachdesk.services.desk import Desk
from coachdesk.services.documents.copies import save_document, suggested_name
from coachdesk.services.documents.drafting import DocumentView, preview
from coachdesk.services.documents.office_printing import note_printed
from coachdesk.services.documents.signing import sitting
from coachdesk.services.documents.signing_habits import keep_signer_name
from coachdesk.services.outbox.papers import send_paper
from coachdesk.services.pad.asked import Asked
from coachdesk.ui.context import Context
from coachdesk.ui.printing import of_nobody, print_pages


class Handing(QObject):
    """``done`` once something was written: the page is to be read again."""

    done = Signal()

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page

    def sign(self, view: DocumentView, names: Mapping[Role, str]) -> None:
        """Hand the pad to those in ``names``, one after the other; by name where one is known."""
        desk, context = self._context.desk, self._context

        def named(_task: object) -> None:
            for role, name in names.items():
                keep_signer_name(desk, view, role, name)

        def asked(desk: Desk) -> Iterable[Asked]:
            return sitting(desk, view.id, tuple(names), dict(names))

        if any(names.values()):
            context.runner.write(self._page, named, lambda _: context.hand_pad(asked))
        else:
            context.hand_pad(asked)

    def print_it(self, document: UUID) -> None:
        """Send it to a printer; that it left in clear is noted."""
        desk, context = self._context.desk, self._context

        def sent() -> None:
            context.runner.write(
                self._page, lambda _task: note_printed(desk, document), lambda _: self.done.emit()
            )

        context.runner.read(
            self._page,
            lambda: preview(desk, document),
            lambda pdf: print_pages(
                self._page, context.runner, context.messages, pdf, sent,
                noted=of_nobody,  # with the rest of what is recorded, in ``note_printed``
            ),
        )  # fmt: skip

    def send(self, view: DocumentView) -> None:
        """Put it in the outbox, for the recipients that take it."""
        desk, context = self._context.desk, self._context

        def queued(made: tuple[UUID, ...]) -> None:
            context.messages.inform(
                self.tr("{}\u00a0: dans la boîte d’envoi, part à la prochaine connexion.").format(
                    view.title
                )
                if made
                else self.tr("{}\u00a0: déjà dans la boîte d’envoi.").format(view.title)
            )
            self.done.emit()

        context.runner.write(self._page, lambda _task: send_paper(desk, view.id), queued)

    def save(self, document: UUID) -> None:
        """Write it in clear where she says, with its fiche de preuve."""
        desk, context = self._context.desk, self._context

        def chosen(target: Path) -> None:
            context.runner.write(
                self._page, lambda _task: save_document(desk, document, target), saved
            )

        def saved(files: tuple[Path, ...]) -> None:
            context.messages.inform(
                self.tr("Enregistré en clair\u00a0: {}").format(", ".join(map(str, files)))
            )

        context.runner.read(
            self._page,
            lambda: suggested_name(desk, document),
            lambda name: context.messages.choose_target(
                self.tr("Enregistrer le papier, en clair, avec sa fiche de preuve"),
                Path.home() / name,
                self.tr("PDF (*.pdf)"),
                chosen,
            ),
        )
