"""What is asked before the window closes, and what ends before the store does."""

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from coachdesk.ui.messages import Question
from coachdesk.ui.runner import Runner, Task

if TYPE_CHECKING:
    from coachdesk.services.desk import Desk
    from coachdesk.ui.screens.first_run.view import FirstRunScreen
    from coachdesk.ui.screens.pad.handed_over import HandedOver
    from coachdesk.ui.sending.sender import Sender
    from coachdesk.ui.workspace import Workspace


def question_before(
    first_run: "FirstRunScreen | None",
    handed: "HandedOver | None",
    workspace: "Workspace | None",
) -> Question | None:
    """What closing the window now would lose: a key shown once, a drawing, a long act."""
    if first_run is not None and first_run.key_at_risk:
        return _key_unkept()
    if handed is not None and handed.unsaved:
        return _unsaved(handed.loss)
    if workspace is not None and workspace.pages.under_way() is not None:
        return _work_under_way()
    return None


def close_desk(
    runner: Runner, owner: QObject, desk: "Desk", sender: "Sender | None", *, leaving: bool
) -> None:
    """Close the store once what is sent has stopped, and the writes asked are done.

    A sauvegarde of what was done comes before. Of one who is ``leaving`` the program waits for it;
    one who only locks may open her store again meanwhile.
    """
    quiet, written = Event(), Event()
    keeper = sender.keeper if sender is not None else None
    if sender is not None:
        sender.stop()
    runner.carry(owner, lambda _task: quiet.set(), lambda _: None)  # after what is under way

    def close(_task: Task) -> None:
        quiet.wait()
        written.wait()
        if keeper is not None:
            keeper.save_last(leaving=leaving)
        desk.close()

    def closed(_: None) -> None:
        if sender is not None:
            sender.deleteLater()

    if leaving:
        written.set()
        runner.write(owner, close, closed)
    else:
        runner.write(owner, lambda _task: written.set(), lambda _: None)
        runner.last(owner, close, closed)


def _key_unkept() -> Question:
    """The recovery key is shown once, and nobody keeps it yet."""
    return Question(
        _tr("Fermer sans garder la clé de secours\u202f?"),
        _tr(
            "Elle n’est montrée qu’une fois\u00a0: sans elle, une phrase de passe oubliée ferme "
            "votre magasin pour toujours. Votre phrase de passe ouvrira, et une nouvelle clé vous "
            "sera proposée."
        ),
        _tr("Fermer quand même"),
        stay=_tr("Rester"),
    )


def _unsaved(loss: tuple[str, str]) -> Question:
    """A drawing, or answers, that are not recorded: ``loss`` says which, and what becomes of it."""
    return Question(*loss, _tr("Fermer quand même"), stay=_tr("Rester"))


def _work_under_way() -> Question:
    """A long act that closing would cut."""
    return Question(
        _tr("Un travail est en cours. L’interrompre et fermer\u202f?"),
        _tr("Rien n’en sera gardé\u00a0: il sera à refaire."),
        _tr("Interrompre et fermer"),
        stay=_tr("Rester"),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("BeforeClosing", text)
