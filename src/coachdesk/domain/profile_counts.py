"""What a profile counts, measures and reports, read with all its faults."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Any, TypeAlias

from coachdesk.core.french import NBSP, listed, quoted
from coachdesk.domain.catalogue import CATALOGUE
from coachdesk.domain.catalogue.common import PAPER
from coachdesk.domain.exits import ExitClass
from coachdesk.domain.indicators import (
    Function,
    Indicator,
    Parameter,
    ParameterKind,
    Shape,
    Value,
)
from coachdesk.domain.measures import MeasureKind
from coachdesk.domain.nearest import nearest
from coachdesk.domain.papers import FieldKind, PaperField
from coachdesk.domain.profile import ActionProfile, Targets
from coachdesk.domain.profile_defaults import USUAL
from coachdesk.domain.profile_lists import word_lists
from coachdesk.domain.profile_table import Faults, Table, proposed
from coachdesk.domain.profile_words import KEY, KEY_REMEDY, read_word, read_words, synonyms
from coachdesk.domain.report_plan import ReportPart, ReportPlan
from coachdesk.domain.support import AidOutcome, Trend
from coachdesk.domain.words import Word, WordList

_MOST = 1_000_000
Papers: TypeAlias = Mapping[str, Callable[[], tuple[PaperField, ...]]]
"""What each paper of an action asks, by its key."""
_TARGETS = tuple(field.name for field in fields(Targets))
OWN_LISTS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {"exit_classes": ExitClass, "aid_outcomes": AidOutcome, "trends": Trend}
)
"""Lists that a parameter chooses from and that no profile changes: their keys are the program's."""


def read_measure(table: Table, key: str) -> MeasureKind:
    """A scale of the profile: two levels at least."""
    levels = read_words(table, "levels", read_word)
    if len(levels) == 1:
        table.note("levels", "Une échelle a deux niveaux au moins.", "Ajoutez-en un.")
    return MeasureKind(key, table.text("label"), synonyms(table), levels=levels)


def read_counts(root: Table, profile: ActionProfile, papers: Papers) -> ActionProfile:
    """The profile with what it counts and how it reports it.

    Args:
        root: the whole text.
        profile: what was read of it, whose words parameters choose from.
        papers: the papers that it has by key, and what each asks; none while those of the program
            are not known.
    """
    lists = {
        **word_lists(profile),
        **{name: _keys_of(words) for name, words in OWN_LISTS.items()},
    }
    usual = Table(USUAL, (), Faults({}))
    read = partial(_indicators, targets=profile.targets, lists=lists, papers=papers)
    own = read(root) if root.has("indicators") else ()
    replaced = {each.key for each in own}
    shared = read(usual)
    every = (*(each for each in shared if each.key not in replaced), *own)
    report = _report(root if root.has("report") else usual, every)
    return replace(profile, indicators=every, report=report)


def _indicators(
    root: Table,
    targets: Targets,
    lists: Mapping[str, WordList[Any]],
    papers: Papers,
) -> tuple[Indicator, ...]:
    found: list[Indicator] = []
    for table in root.tables("indicators"):
        key = _key(table, [each.key for each in found])
        found.append(replace(_indicator(table, key, lists, papers), target=_target(table, targets)))
        table.done()
    return tuple(found)


def _report(root: Table, indicators: tuple[Indicator, ...]) -> ReportPlan:
    known = {each.key: each for each in indicators}
    table = root.table("report")
    parts: list[ReportPart] = []
    for inside in table.tables("parts"):
        parts.append(_part(inside, known, [each.key for each in parts]))
        inside.done()
    state = table.texts("state", allowed=tuple(known))
    plan = ReportPlan(table.text("title"), tuple(parts), state)
    table.done()
    return plan


def _part(table: Table, known: Mapping[str, Indicator], taken: Collection[str]) -> ReportPart:
    asked = table.texts("lists", optional=True, allowed=tuple(known))
    lists = tuple(key for key in asked if _listable(known[key]))
    for key in asked:
        if key not in lists:
            table.note(
                "lists",
                f"Les lignes de {quoted(key)} nomment des personnes.",
                "Un bilan ne les nomme pas : mettez ce chiffre dans « figures ».",
            )
    return ReportPart(
        key=_key(table, taken),
        heading=table.text("heading"),
        figures=table.texts("figures", optional=True, allowed=tuple(known)),
        lists=lists,
        hint=table.text_or_none("hint") or "",
    )


def _listable(indicator: Indicator) -> bool:
    function = CATALOGUE.get(indicator.function)
    return function is None or function.listable  # one that there is not is told by its own line


def _key(table: Table, taken: Collection[str]) -> str:
    """What is counted and what is typed is kept by it: it serves once."""
    key = table.text("key")
    if key and not KEY.fullmatch(key):
        table.note("key", f"{quoted(key)} ne peut pas servir de clé.", KEY_REMEDY)
    if key and key in taken:
        table.note("key", f"La clé {quoted(key)} sert déjà.", "Choisissez-en une autre.")
    return key


def _indicator(
    table: Table, key: str, lists: Mapping[str, WordList[Any]], papers: Papers
) -> Indicator:
    name = table.text("counts")
    function = CATALOGUE.get(name)
    if name and function is None:
        near = nearest(name, CATALOGUE)
        table.note(
            "counts",
            f"Le catalogue n’a pas de fonction {quoted(name)}.",
            f"Vouliez-vous dire {quoted(near)}{NBSP}?" if near else "Voyez docs/indicators.md.",
        )
    if function is None:
        table.keys()  # what it holds is judged by its function
    return Indicator(
        key=key,
        label=table.text("label"),
        function=name,
        parameters=_parameters(table, function, lists, papers) if function else {},
        definition=table.text_or_none("definition") or "",
    )


def _target(table: Table, targets: Targets) -> int | None:
    """Its own, or the one of the agreement that it names."""
    if not table.has("target_of"):
        return table.whole_or_none("target", 0, _MOST)
    if table.has("target"):
        table.note("target_of", "« target » et « target_of » sont là tous les deux.", "Ôtez-en un.")
    named = table.choice("target_of", _TARGETS)
    found: int | None = getattr(targets, named) if named in _TARGETS else None
    return found


def _parameters(
    table: Table,
    function: Function,
    lists: Mapping[str, WordList[Any]],
    papers: Papers,
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for each in function.parameters:
        if each.optional and not table.has(each.name):
            found[each.name] = each.default
        else:
            found[each.name] = _value(table, each, lists, papers)
            _note_below(table, each, found)
            _note_question(table, each, function, papers.get(str(found.get(PAPER))))
    if function.one_of and not any(map(table.says, function.one_of)):
        named = listed([quoted(name) for name in function.one_of])
        table.note("counts", "Rien ne dit ce qui est compté.", f"Ajoutez l’un de {named}.")
    return found


def _note_below(table: Table, parameter: Parameter, found: Mapping[str, Value]) -> None:
    """Note what ends before it begins."""
    value, floor = found[parameter.name], found.get(parameter.not_below)
    if isinstance(value, int) and isinstance(floor, int) and value < floor:
        table.note(
            parameter.name,
            f"Ce nombre est plus petit que celui de {quoted(parameter.not_below)}.",
            f"Écrivez {floor} ou plus.",
        )


def _note_question(
    table: Table,
    parameter: Parameter,
    function: Function,
    asked: Callable[[], tuple[PaperField, ...]] | None,
) -> None:
    """Note a question that the paper doesn't ask, or whose answers are not counted that way."""
    value = table.text(parameter.name) if parameter.kind is ParameterKind.QUESTION else ""
    if not value or asked is None:
        return
    fields_ = asked()
    of_notes = function.shape is Shape.MEAN
    counted = tuple(
        field.key
        for field in fields_
        if (field.kind is FieldKind.SCALE if of_notes else field.options or field.choices_from)
    )
    if value not in {field.key for field in fields_}:
        table.unknown(parameter.name, value, counted)
    elif value not in counted:
        why = "n’est pas une note" if of_notes else "n’a pas de réponses à compter"
        table.note(parameter.name, f"{quoted(value)} {why}.", proposed("", counted))


def _value(
    table: Table, parameter: Parameter, lists: Mapping[str, WordList[Any]], papers: Papers
) -> Value:
    name = parameter.name
    match parameter.kind:
        case ParameterKind.WHOLE:
            return table.whole(name, parameter.least, parameter.most)
        case ParameterKind.FLAG:
            return table.flag(name)
        case ParameterKind.CHOICE:
            return table.choice(name, parameter.choices)
        case ParameterKind.WORDS:
            return table.texts(name, allowed=_keys(lists[parameter.words]))
        case ParameterKind.TEXT | ParameterKind.QUESTION:
            return table.text(name)
        case _:
            value = table.text(name)
            of_paper = parameter.kind is ParameterKind.PAPER
            known = tuple(papers) if of_paper else _keys(lists[parameter.words])
            if value and value not in known and (papers or not of_paper):
                table.unknown(name, value, known)
            return value


def _keys(words: WordList[Any]) -> tuple[str, ...]:
    return tuple(word.key for word in words)


def _keys_of(words: type[StrEnum]) -> WordList[Word]:
    return WordList(tuple(Word(each.value, each.value) for each in words))
