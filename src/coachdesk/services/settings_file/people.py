"""The people of a file of settings, cleaned as what is typed in the carnet is, or why not."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeAlias, TypeVar

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP
from coachdesk.domain.partner_themes import THEMES
from coachdesk.services.directory.facts import CLEANED
from coachdesk.services.settings_file.bundle import (
    CASE_MANAGER_SINCE,
    RECIPIENT_SINCE,
    CaseManagerPart,
    Part,
    PartnerPart,
    RecipientPart,
    SettingsBundle,
)
from coachdesk.signing.envelope import check_recipient

Someone: TypeAlias = CaseManagerPart | PartnerPart | RecipientPart
S = TypeVar("S", CaseManagerPart, PartnerPart, RecipientPart)
PEOPLE = (Part.CASE_MANAGERS, Part.PARTNERS, Part.RECIPIENTS)


def cleaned(told: S) -> S:
    """Someone with facts as the carnet keeps them; a theme that is none here is left out.

    Raises:
        UserError: a fact can't be; it names who.
    """
    facts: dict[str, str | None] = {}
    for name, clean in CLEANED.items():
        if hasattr(told, name):
            try:
                facts[name] = clean(getattr(told, name) or "")
            except UserError as error:
                raise UserError(f"{told.name}{NBSP}: {error.sentence}", error.remedy) from error
    certificate = getattr(told, "certificate", None)
    if certificate:
        try:
            check_recipient(certificate.encode("utf-8"))
        except UserError as error:
            raise UserError(f"{told.name}{NBSP}: {error.sentence}", error.remedy) from error
    if isinstance(told, PartnerPart):
        facts["kind"] = told.kind if told.kind in THEMES else None
    return replace(told, **facts)  # type: ignore[arg-type]  # columns of that record


def cleaned_people(bundle: SettingsBundle) -> tuple[SettingsBundle, Mapping[Part, str]]:
    """The file with its people cleaned, and why those of a part can't be."""
    refusals: dict[Part, str] = {}
    parts: dict[str, tuple[Someone, ...]] = {}
    for part in PEOPLE:
        try:
            if part in bundle.parts:
                parts[part.value] = tuple(cleaned(told) for told in getattr(bundle, part.value))
        except UserError as error:
            refusals[part] = error.sentence
    return replace(bundle, **parts), refusals  # type: ignore[arg-type]  # each its own kind


def completed(bundle: SettingsBundle, here: SettingsBundle) -> SettingsBundle:
    """A file of the first version, and what it says nothing of as it is here."""
    if not bundle.earlier:
        return bundle
    known = {(each.action, each.name): each for each in here.recipients or ()}
    referents = {each.name: each for each in here.case_managers or ()}
    parts: dict[str, tuple[Someone, ...]] = {}
    if bundle.recipients is not None:
        parts["recipients"] = tuple(
            _as_here(each, known.get((each.action, each.name)), RECIPIENT_SINCE)
            for each in bundle.recipients
        )
    if bundle.case_managers is not None:
        parts["case_managers"] = tuple(
            _as_here(each, referents.get(each.name), CASE_MANAGER_SINCE)
            for each in bundle.case_managers
        )
    return replace(bundle, **parts)  # type: ignore[arg-type]  # each its own kind


def _as_here(told: S, here: S | None, columns: Collection[str]) -> S:
    if here is None:
        return told
    return replace(told, **{name: getattr(here, name) for name in columns})


def unknown_themes(bundle: SettingsBundle) -> tuple[str, ...]:
    """The partners whose theme is none here."""
    return tuple(
        each.name for each in bundle.partners or () if each.kind and each.kind not in THEMES
    )
