"""Rows of acts, of events outside, of people to call back: accepted, or refused with reasons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coachdesk.domain.erased_marks import NO_MARKS, ErasedMarks
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.importing import act_rules, sentences
from coachdesk.services.importing.known_acts import EventKey, contact_key, event_key
from coachdesk.services.importing.learned import Learned
from coachdesk.services.importing.records import NOBODY, Person
from coachdesk.services.importing.rules import Refusals
from coachdesk.services.importing.sentences import Refusal


@dataclass
class ActJudge:
    """Judges them, with what it has read of the events so far."""

    profile: ActionProfile
    learned: Learned
    known: Mapping[EventKey, object]
    """The events of the store."""
    missing: Callable[[str], Refusal | None]
    """Why nobody of a n° is there; None when she is."""
    erased: ErasedMarks = NO_MARKS
    accepted: set[EventKey] = field(default_factory=set)
    refused: dict[EventKey, int] = field(default_factory=dict)
    """Line of the refused event."""

    def service(
        self, line: int, values: dict[str, Any], refusals: Refusals, seen: dict[object, int]
    ) -> Person:
        """An act: its people are known, and it is not told twice just so."""
        for number in values.get("number") or ():
            absent = self.missing(number)
            if absent is not None:
                refusals.setdefault("number", absent)
        act_rules.service(values, refusals, self.profile, self.learned)
        if not refusals:
            before = seen.setdefault(tuple(values.items()), line)
            if before != line:
                refusals["kind"] = sentences.duplicate("Ce même acte", before)
        return NOBODY

    def event(
        self, line: int, values: dict[str, Any], refusals: Refusals, seen: dict[object, int]
    ) -> Person:
        """An event, known by its day and its title."""
        act_rules.event(values, refusals)
        key = _event(values["held_on"], values["title"])
        before = line if key is None else seen.setdefault(key, line)
        if before != line:
            refusals["title"] = sentences.duplicate("Cet aller-vers", before)
        if key is not None and not refusals:
            self.accepted.add(key)
        elif key is not None:
            self.refused.setdefault(key, line)
        return NOBODY

    def contact(
        self, line: int, values: dict[str, Any], refusals: Refusals, seen: dict[object, int]
    ) -> Person:
        """Someone met at an event of the file or of the store."""
        act_rules.contact(values, refusals, self.profile)
        key = _event(values["event_on"], values["event_title"])
        if key is not None and key not in self.accepted and key not in self.known:
            refusals["event_title"] = (
                sentences.waits_for_event(self.refused[key])
                if key in self.refused
                else sentences.unknown_event(values["event_title"], values["event_on"])
            )
        dossier = values.get("dossier")
        absent = self.missing(dossier) if dossier else None
        if absent is not None:
            refusals["dossier"] = absent
        if key is not None and values["last_name"] is not None:
            before = seen.setdefault(contact_key(values), line)
            if before != line:
                refusals["last_name"] = sentences.duplicate("Cette personne", before)
            if not refusals and self.erased.has_contact(values):
                refusals["last_name"] = sentences.erased()
        return NOBODY


def _event(day: date | None, title: str | None) -> EventKey | None:
    return None if day is None or title is None else event_key(day, title)
