"""A new desk: encrypted store, coach, device certificate, first action."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.core.files import make_folder, write_atomically
from coachdesk.core.french import fold
from coachdesk.core.ids import new_id
from coachdesk.core.store_files import STORE_FILES, UNFINISHED_FILE, store_exists
from coachdesk.domain.passphrase import MIN_PASSPHRASE
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.profile_text import edited_profile
from coachdesk.models import Action, Coach, Device, Setting
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.own_fingerprint import FINGERPRINT_FILE
from coachdesk.services.placing import refuse_shared
from coachdesk.services.profiles import load_profile, read_profile
from coachdesk.signing.certificate import new_identity
from coachdesk.store import Store

KEY_SHOWN = "recovery-key-shown"
"""The setting that is true until she has typed the recovery key again (see ``first_run``)."""

ASSOCIATION = "association-key"
"""The setting that tells what was answered of the association's key (see ``association_key``)."""


@dataclass(frozen=True)
class CreatedDesk:
    """A new desk, unlocked, and the recovery key to be shown once."""

    desk: Desk
    recovery_key: str


def create_desk(
    directory: Path,
    passphrase: str,
    *,
    profile: str | Path,
    coach_name: str | None,
    clock: Clock,
    association: str = "",
    guided: bool = False,
) -> CreatedDesk:
    """Create the store in ``directory`` for one coach and the action of ``profile``.

    Args:
        directory: where the store goes; created when missing, refused when it holds a store.
        passphrase: at least 8 characters.
        profile: the name of a shipped profile, or a TOML file.
        coach_name: as printed on papers; None for « Coach » and the association's name.
        clock: the clock of the store.
        association: as printed on her certificate and on papers, where it takes the place of the
            one that the profile names; empty for that one.
        guided: the recovery key is still to be typed again, and the association's to be asked
            about, which the store remembers.

    Raises:
        UserError: bad profile, weak passphrase, or a folder that can't be used.
    """
    text, action_profile = _profile_for(profile, " ".join(association.split()))
    employer = action_profile.association
    given = coach_name if coach_name is not None else f"Coach {employer}"
    name = " ".join(given.split())
    if not name:
        raise UserError(
            "Le nom du coach manque : il figure sur chaque document.", "Indiquez prénom et nom."
        )
    if len(passphrase) < MIN_PASSPHRASE:
        raise UserError(
            f"La phrase de passe est trop courte : {MIN_PASSPHRASE} caractères au moins.",
            "Choisissez plusieurs mots sans lien entre eux : longs à deviner, faciles à retenir.",
        )
    refuse_shared(directory)
    existed, fresh = directory.exists(), not store_exists(directory)
    if fresh:
        _note_unfinished(directory)
    try:
        created = Store.create(directory, passphrase, clock=clock)
    except BaseException:
        if fresh:
            _forget_unfinished(directory)
        if not existed and directory.is_dir() and not any(directory.iterdir()):
            directory.rmdir()
        raise
    try:
        with created.store.write() as uow:
            coach = Coach(id=new_id(), code=_code(name), name=name, association=employer)
            device_id = new_id()
            identity = new_identity(
                coach=name,
                association=employer,
                device=device_id,
                now=uow.now,
            )
            device = Device(
                id=device_id,
                coach_id=coach.id,
                certificate=identity.certificate.der,
                private_key=identity.key,
                created_at=uow.now,
            )
            action = Action(id=new_id(), code=action_profile.code, profile=text, created_at=uow.now)
            uow.session.add(coach)
            uow.session.flush()
            uow.session.add_all([device, action])
            if guided:
                uow.session.add(Setting(key=KEY_SHOWN, value="true"))
                uow.session.add(Setting(key=ASSOCIATION, value='{"state": "later"}'))
            fingerprint = f"{identity.certificate.fingerprint}\n".encode("ascii")
            write_atomically(directory / FINGERPRINT_FILE, fingerprint)
            uow.commit()
        _forget_unfinished(directory)
    except BaseException as error:
        created.store.close()
        remove_store_files(directory)  # half a store would only be in the way
        if isinstance(error, OSError):
            raise UserError(
                f"Le magasin n’a pas pu être créé dans {directory}.",
                "Vérifiez la place et les droits de ce dossier, puis recommencez.",
            ) from error
        raise
    return CreatedDesk(Desk(created.store), created.recovery_key)


def _profile_for(profile: str | Path, association: str) -> tuple[str, ActionProfile]:
    """A profile, text and sense, with ``association`` in the place of its own if given."""
    text, action_profile = load_profile(profile)
    if association in ("", action_profile.association):
        return text, action_profile
    text = edited_profile(text, {("association",): association})
    return text, read_profile(text)


def remove_store_files(directory: Path) -> None:
    """Take away a store that holds nothing yet."""
    for name in (*STORE_FILES, FINGERPRINT_FILE, UNFINISHED_FILE):
        (directory / name).unlink(missing_ok=True)


def _note_unfinished(directory: Path) -> None:
    """A program killed from here on leaves a store that says what it is."""
    with suppress(OSError):  # the creation itself is refused next, in words
        make_folder(directory, 0o700)
        write_atomically(directory / UNFINISHED_FILE, b"")


def _forget_unfinished(directory: Path) -> None:
    with suppress(NotADirectoryError):  # the store was to be in a file
        (directory / UNFINISHED_FILE).unlink(missing_ok=True)


def add_action(desk: Desk, profile: str | Path) -> ActionInfo:
    """Add the action of a profile to the store.

    Raises:
        UserError: bad profile, or an action of that code is already there.
    """
    text, action_profile = load_profile(profile)
    if any(action.code == action_profile.code for action in desk.actions):
        raise UserError(
            f"L’action « {action_profile.code} » est déjà dans ce magasin.",
            "Donnez un autre code à ce profil, ou travaillez dans l’action existante.",
        )
    with act(desk, f"ajout de l’action {action_profile.name}") as uow:
        row = Action(id=new_id(), code=action_profile.code, profile=text, created_at=uow.now)
        uow.session.add(row)
        uow.commit()
        added = ActionInfo(row.id, row.code, action_profile)
    desk.actions = (*desk.actions, added)
    return added


def _code(name: str) -> str:
    """The coach's initials: « Claire Dubois » gives « CD »; they name the envois."""
    words = fold(name).replace("-", " ").split()
    return "".join(word[0] for word in words if word[0].isalpha()).upper()[:4] or "C"
