"""What a file of settings would bring here, told part by part before anything is taken."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coachdesk.core.bounded import TooLargeError, read_bounded
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, fold, plural, quoted
from coachdesk.core.os_errors import reason
from coachdesk.services.actions.profile import offer_text
from coachdesk.services.agenda.places import OpeningFacts, refuse_impossible
from coachdesk.services.desk import Desk
from coachdesk.services.directory.channels import asks_for_secret
from coachdesk.services.profiles import read_profile
from coachdesk.services.settings_file.bundle import (
    TITLES,
    Part,
    PlacePart,
    RecipientPart,
    SettingsBundle,
)
from coachdesk.services.settings_file.form import MOST_BYTES, read_bundle, too_large
from coachdesk.services.settings_file.gather import gathered
from coachdesk.services.settings_file.people import cleaned_people, completed, unknown_themes

_NAMED = 6
"""Things named in a line; the others are counted."""


@dataclass(frozen=True)
class PartOffer:
    """One part of a file, beside what is here already."""

    part: Part
    fresh: tuple[str, ...]
    """What would be added."""
    replaced: tuple[str, ...]
    """What is here, and would be as in the file."""
    same: int
    refusal: str = ""
    """Why it can't be taken."""
    left_out: tuple[str, ...] = ()
    """Who would come without the theme that the file gives."""
    secrets: tuple[str, ...] = ()
    """Whose password or key is to be given again: no file carries one."""

    @property
    def title(self) -> str:
        """« Partenaires »."""
        return TITLES[self.part]

    @property
    def useful(self) -> bool:
        """Whether taking it would change anything."""
        return bool(self.fresh or self.replaced) and not self.refusal

    @property
    def sentences(self) -> tuple[str, ...]:
        """What would come, what would be replaced, what is the same."""
        told = []
        if self.refusal:
            return (self.refusal,)
        if self.fresh:
            told.append(f"Ajouté{NBSP}: {named(self.fresh)}.")
        if self.replaced:
            told.append(f"Remplacé{NBSP}: {named(self.replaced)}.")
        if self.same:
            told.append(f"Déjà ici, pareil{NBSP}: {self.same}.")
        if self.left_out:
            told.append(f"Domaine inconnu ici, à choisir ensuite{NBSP}: {named(self.left_out)}.")
        if self.secrets:
            told.append(
                f"Mot de passe ou clé à donner ensuite (un fichier n’en contient jamais){NBSP}: "
                f"{named(self.secrets)}."
            )
        return tuple(told) or ("Rien dans cette partie.",)


@dataclass(frozen=True)
class FileOffer:
    """A file of settings, read, and what each of its parts would do."""

    name: str
    bundle: SettingsBundle
    parts: tuple[PartOffer, ...]


def described(bundle: SettingsBundle) -> Mapping[Part, str]:
    """What each part holds, in a line: what a file will say of itself before it is written."""
    return {
        part: named(list(_things(bundle, part))) or "rien"
        for part in bundle.parts
    }  # fmt: skip


def offer_settings(desk: Desk, path: Path) -> FileOffer:
    """What the file at ``path`` would bring here.

    Raises:
        UserError: it can't be read, is no such file, or is unsound.
    """
    try:
        data = read_bounded(path, MOST_BYTES)
    except TooLargeError:
        raise too_large(path.name) from None
    except OSError as error:
        raise UserError(
            f"{quoted(path.name)} ne peut pas être lu{NBSP}: {reason(error)}.",
            "Vérifiez que c’est un fichier et que vous y avez accès.",
        ) from error
    read = read_bundle(data, path.name)
    here = gathered(desk)
    cleaned, refusals = cleaned_people(read)
    bundle = completed(cleaned, here)
    offers = [
        replace(offer, refusal=refusals.get(offer.part, offer.refusal))
        for offer in (_offer(desk, bundle, here, part) for part in bundle.parts)
    ]
    left_out = unknown_themes(read)
    return FileOffer(
        path.name,
        bundle,
        tuple(
            replace(offer, left_out=left_out) if offer.part is Part.PARTNERS else offer
            for offer in offers
        ),
    )


def named(things: Sequence[str]) -> str:
    """« A, B et 3 autres »."""
    more = len(things) - _NAMED
    shown = ", ".join(things[:_NAMED])
    return f"{shown} et {plural(more, 'autre')}" if more > 0 else shown


def _offer(desk: Desk, bundle: SettingsBundle, here: SettingsBundle, part: Part) -> PartOffer:
    key = fold if part is Part.PLACES else str
    theirs = _things(bundle, part)
    mine = {key(name): value for name, value in _things(here, part).items()}
    fresh = [name for name in theirs if key(name) not in mine]
    replaced = [name for name in theirs if key(name) in mine and mine[key(name)] != theirs[name]]
    refusals = {
        Part.ACTIONS: lambda: _refusal(desk, bundle),
        Part.PLACES: lambda: _impossible(bundle),
        Part.RECIPIENTS: lambda: _homeless(here, bundle),
    }
    refusal = refusals[part]() if part in refusals else ""
    same = len(theirs) - len(fresh) - len(replaced)
    secrets = tuple(
        name for name in (*fresh, *replaced)
        if part is Part.RECIPIENTS and _loses_secret(theirs[name], mine.get(key(name)))
    )  # fmt: skip
    return PartOffer(part, tuple(fresh), tuple(replaced), same, refusal, secrets=secrets)


def _loses_secret(told: object, here: object | None) -> bool:
    """Whether a recipient of a file is reached with a secret that is not here."""
    assert isinstance(told, RecipientPart), "no other has a secret"
    same = isinstance(here, RecipientPart) and here.server == told.server
    return asks_for_secret(told.channel) and not same


def _things(bundle: SettingsBundle, part: Part) -> dict[str, object]:
    """What a part holds, by the name under which it is told and compared."""
    value = getattr(bundle, part.value)
    return dict(_NAMES[part](value)) if value is not None else {}


def _refusal(desk: Desk, bundle: SettingsBundle) -> str:
    """Why the actions can't be taken: a profile with faults, or words that rows use here."""
    known = {action.code: action for action in desk.actions}
    for each in bundle.actions or ():
        try:
            if each.code in known:
                offer = offer_text(desk, known[each.code], each.profile)
                if offer.refusals:
                    return (
                        f"Le profil de {quoted(each.code)} retire des mots que vos lignes "
                        f"emploient{NBSP}: {'; '.join(offer.refusals[:_NAMED])}."
                    )
            elif read_profile(each.profile).code != each.code:
                return f"Le profil de {quoted(each.code)} porte un autre code."
        except UserError as error:
            return f"Le profil de {quoted(each.code)} ne peut pas servir{NBSP}: {error.sentence}"
    return ""


def opening_facts(place: PlacePart) -> tuple[OpeningFacts, ...]:
    """The permanences of a place of a file, as they are typed."""
    return tuple(
        OpeningFacts(each.weekday, each.start, each.end, each.weeks) for each in place.openings
    )


def _impossible(bundle: SettingsBundle) -> str:
    """Why the places can't be taken: two permanences of one at once."""
    for place in bundle.places or ():
        try:
            refuse_impossible(opening_facts(place))
        except UserError as error:
            return f"{place.name}{NBSP}: {error.sentence}"
    return ""


def _homeless(here: SettingsBundle, bundle: SettingsBundle) -> str:
    """Why the recipients can't be taken: their action is neither here nor in the file."""
    known = {each.code for each in (*(here.actions or ()), *(bundle.actions or ()))}
    lost = sorted({each.action for each in bundle.recipients or ()} - known)
    return f"Action inconnue ici{NBSP}: {named(lost)}." if lost else ""


_LOOKS = {
    "system": "comme l’ordinateur",
    "light": "clair",
    "dark": "sombre",
    "contrast": "contrasté, clair",
    "contrast_dark": "contrasté, sombre",
}


def _machine(value: object) -> Iterator[tuple[str, object]]:
    look = getattr(value, "appearance", "")
    yield f"thème {_LOOKS.get(look, look)}", look
    yield f"texte à {getattr(value, 'text_percent', 100)}{NBSP}%", None
    yield (
        (
            "signature de la main gauche"
            if getattr(value, "pad_left_handed", False)
            else "signature de la main droite"
        ),
        None,
    )


def _by_name(value: object) -> Iterable[tuple[str, object]]:
    return ((each.name, each) for each in value)  # type: ignore[attr-defined]  # records of one kind


_NAMES: Mapping[Part, Callable[..., Iterable[tuple[str, object]]]] = {
    Part.ACTIONS: lambda value: ((each.code, each) for each in value),
    Part.PLACES: _by_name,
    Part.CASE_MANAGERS: _by_name,
    Part.PARTNERS: _by_name,
    Part.RECIPIENTS: lambda value: ((f"{each.name} ({each.action})", each) for each in value),
    Part.PHRASES: lambda value: ((phrase, phrase) for phrase in value),
    Part.MACHINE: _machine,
}
