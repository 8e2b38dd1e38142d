"""From the TOML of a paper to its ``PaperTemplate``, or to all its faults at once.

The same reader takes a shipped file and what a profile says under ``[papers.<key>]``: there the
keys that the profile leaves out are those of the shipped paper.
"""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from coachdesk.core.french import NBSP, fold, quoted
from coachdesk.domain.attendance import Presence
from coachdesk.domain.paper_texts import answers_named, check_fact, paper_text, plain_text
from coachdesk.domain.papers import (
    FIRST_DAY,
    LAST_DAY,
    Block,
    Condition,
    FieldKind,
    PaperField,
    PaperTemplate,
    Role,
    Subject,
)
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.domain.profile_lines import key_lines
from coachdesk.domain.profile_table import Faults, Table
from coachdesk.domain.words import Word, WordList

GROUPS = ("parcours", "rendez-vous", "immersion", "courrier", "bilan")
"""Where a paper may be offered."""

PROFILE_LISTS = (
    "genders", "statuses", "training_levels", "households", "employment", "obstacles", "purposes",
    "reviews", "recommendations", "exit_kinds", "prescribers", "absence_reasons",
    "immersion_causes",
)  # fmt: skip
"""The word lists of a profile that can be the choices of a field."""

_PERIOD = {FIRST_DAY, LAST_DAY}
_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
_KEY_REMEDY = "Écrivez des minuscules sans accent, des chiffres ou « _ », 64 au plus."
_WITH_CHOICES = {FieldKind.CHOICE, FieldKind.TICKS}
_USUAL_TOP = 5
_HIGHEST_TOP = 10

_USUAL_CONSENT = (
    "J’ai lu ce document, ou il m’a été lu, et j’ai pu poser mes questions. Ma signature est "
    "gardée avec lui et ne sert à rien d’autre. Je peux refuser de signer, ou dire que je ne suis "
    f"pas d’accord{NBSP}: cela se note, sans plus."
)
_USUAL_COUNTERSIGNING = (
    "J’ai lu ce document et je m’engage sur ce qu’il dit de ma part. Ma signature est gardée avec "
    "lui et ne sert à rien d’autre."
)


def read_paper(key: str, text: str) -> PaperTemplate:
    """The paper written in ``text``, a file of its own.

    Raises:
        ProfileFaults: every fault, with line, key, reason and remedy.
    """
    faults = Faults(key_lines(text))
    template = _paper(Table(tomllib.loads(text), (), faults), key)
    if faults.noted:
        raise ProfileFaults(faults.noted)
    return template


@cache
def shipped_fields(key: str, text: str) -> tuple[PaperField, ...]:
    """What the paper written in ``text`` asks: each profile that counts its answers wants it."""
    return read_paper(key, text).fields


def changed_papers(
    root: Table, shipped: Mapping[str, str], without: Collection[str] = ()
) -> tuple[Mapping[str, PaperTemplate], frozenset[str]]:
    """The papers that a profile changes or adds, and the keys of those it does without.

    Args:
        root: the profile.
        shipped: the TOML of each paper of the program, by its key.
        without: keys that are passed over.
    """
    changed: dict[str, PaperTemplate] = {}
    off: set[str] = set()
    if not root.has("papers"):
        return changed, frozenset()
    papers = root.table("papers")
    for key in papers.keys():  # noqa: SIM118  (a Table is no dict: asking makes the keys known)
        own = papers.table(key)
        if key in without:
            continue
        if not _KEY.fullmatch(key):
            papers.note(key, f"{quoted(key)} ne peut pas nommer un papier.", _KEY_REMEDY)
        elif own.flag("off"):
            own.keys()
            off.add(key)
        else:
            changed[key] = _changed(own, key, shipped)
    return changed, frozenset(off)


def _changed(own: Table, key: str, shipped: Mapping[str, str]) -> PaperTemplate:
    if key in shipped:
        own.fill(tomllib.loads(shipped[key]), deeply=("consents",))
    return _paper(own, key)


def _paper(table: Table, key: str) -> PaperTemplate:
    table.flag("off")
    signers = _signers(table)
    blocks = tuple(_block(block) for block in table.tables("blocks"))
    template = PaperTemplate(
        key=key,
        title=table.text("title") and plain_text(table, "title"),
        group=table.choice("group", GROUPS),
        subject=Subject(table.choice("subject", Subject, default=Subject.DOSSIER)),
        presences=_presences(table),
        signers=signers,
        consents=_consents(table, signers),
        to=paper_text(table, "to"),
        by_person=table.flag("by_person"),
        anonymous=table.flag("anonymous"),
        copy=table.flag("copy"),
        half_sheet=table.flag("half_sheet"),
        expected_at_end=table.flag("expected_at_end"),
        monthly_of=table.texts("monthly_of", optional=True),
        required=_facts(table, "required"),
        blocks=blocks,
    )
    if template.anonymous and signers:
        table.note(
            "anonymous",
            "Un papier sans nom ne peut pas être signé.",
            "Retirez « anonymous », ou « signers ».",
        )
    if template.monthly_of and not {field.key for field in template.fields} >= _PERIOD:
        table.note(
            "monthly_of",
            "Rien ne dit de quel mois est ce papier.",
            "Ajoutez-lui les questions « first_day » et « last_day », de kind « date ».",
        )
    _check_fields(table, template)
    table.done()
    return template


def _signers(table: Table) -> tuple[Role, ...]:
    roles = table.texts("signers", optional=True, allowed=tuple(Role))
    return tuple(Role(role) for role in roles)


def _presences(table: Table) -> tuple[Presence, ...]:
    keys = table.texts("presences", optional=True, allowed=tuple(Presence))
    return tuple(Presence(key) for key in keys)


def _consents(table: Table, signers: Sequence[Role]) -> dict[Role, str]:
    consents = {
        role: _USUAL_CONSENT if role is Role.PARTICIPANT else _USUAL_COUNTERSIGNING
        for role in signers
    }
    if not table.has("consents"):
        return consents
    texts = table.table("consents")
    for key in texts.keys():  # noqa: SIM118  (a Table is no dict: asking makes the keys known)
        text = texts.text(key) and paper_text(texts, key)
        if key in signers:
            consents[Role(key)] = text
        elif texts.stands(key):
            texts.note(key, f"{quoted(key)} ne signe pas ce papier.", "Ajoutez-le à « signers ».")
    return consents


def _facts(table: Table, key: str) -> tuple[str, ...]:
    names = table.texts(key, optional=True)
    for name in names:
        check_fact(table, key, name)
    return names


def _block(table: Table) -> Block:
    grid = table.flag("grid")
    shared = _choices(table) if table.has("choices") else None
    fact_table = table.text_or_none("table") or ""
    if fact_table:
        check_fact(table, "table", fact_table, as_table=True)
    block = Block(
        heading=plain_text(table, "heading"),
        text=paper_text(table, "text"),
        facts=_facts(table, "facts"),
        table=fact_table,
        fields=tuple(_field(field, shared) for field in table.tables("fields", optional=True)),
        grid=grid,
        optional=table.flag("optional"),
    )
    if not (block.text or block.facts or block.table or block.fields):
        table.note("text", "Cette partie est vide.", "Écrivez « text », « facts » ou « fields ».")
    if grid and len({field.options for field in block.fields}) != 1:
        table.note(
            "grid",
            "Les questions d’une grille ont toutes les mêmes réponses.",
            "Écrivez « choices » une fois, pour la partie.",
        )
    elif grid and not block.fields[0].options:
        table.note("grid", "Une grille se coche.", "Écrivez « choices », ou kind = « scale ».")
    table.done()
    return block


def _field(table: Table, shared: WordList[Word] | None) -> PaperField:
    key = table.text("key")
    if key and not _KEY.fullmatch(key):
        table.note("key", f"{quoted(key)} ne peut pas servir de clé.", _KEY_REMEDY)
    usual = FieldKind.LINE if shared is None else FieldKind.CHOICE
    kind = FieldKind(table.choice("kind", FieldKind, default=usual))
    choices: WordList[Word] = WordList(())
    choices_from = ""
    if kind in _WITH_CHOICES:
        if table.has("choices_from"):
            choices_from = table.choice("choices_from", PROFILE_LISTS)
        else:
            choices = _choices(table) if shared is None or table.has("choices") else shared
    top = _USUAL_TOP
    if table.has("top") and kind is FieldKind.SCALE:
        top = table.whole("top", 2, _HIGHEST_TOP)
    field = PaperField(
        key=key,
        label=table.text("label") and plain_text(table, "label"),
        kind=kind,
        choices=choices,
        top=top,
        required=table.flag("required"),
        prefill=paper_text(table, "prefill"),
        hint=plain_text(table, "hint"),
        choices_from=choices_from,
        when=_condition(table),
        unless=table.text_or_none("unless") or "",
    )
    if field.options and field.prefill and "{" not in field.prefill:
        known = [word.key for word in field.options]
        if field.prefill not in known:
            table.unknown("prefill", field.prefill, known)
    table.done()
    return field


def _condition(table: Table) -> Condition | None:
    """« attendance=cut|absent », as it is written."""
    written = table.text_or_none("when")
    if written is None:
        return None
    key, _, values = written.partition("=")
    found = Condition(key.strip(), tuple(filter(None, map(str.strip, values.split("|")))))
    if not found.values:
        table.note("when", "Cette condition n’a pas de réponse.", "Écrivez « clé=réponse ».")
    return found


def _choices(table: Table) -> WordList[Word]:
    found: list[Word] = []
    for choice in table.tables("choices"):
        key = choice.text("key")
        label = choice.text("label") and plain_text(choice, "label")
        if key and not _KEY.fullmatch(key):
            choice.note("key", f"{quoted(key)} ne peut pas servir de clé.", _KEY_REMEDY)
        elif any(word.key == key for word in found):
            choice.note("key", f"La clé {quoted(key)} sert déjà.", "Choisissez-en une autre.")
        elif any(fold(word.label) == fold(label) for word in found):
            choice.note("label", f"{quoted(label)} est écrit deux fois.", "Retirez-le.")
        found.append(Word(key, label))
        choice.done()
    return WordList(tuple(found))


def _check_fields(table: Table, template: PaperTemplate) -> None:
    """Each key serves once, and the texts say only answers that are asked for."""
    keys = [field.key for field in template.fields]
    for key in dict.fromkeys(keys):
        if key and keys.count(key) > 1:
            table.note("blocks", f"La clé {quoted(key)} sert deux fois.", "Changez-en une.")
    for name in dict.fromkeys(name for text in template.texts for name in answers_named(text)):
        if name not in keys:
            table.note(
                "blocks",
                f"Aucune question n’a la clé {quoted(name)}.",
                "Corrigez {answers.…}, ou ajoutez la question.",
            )
    fields = {field.key: field for field in template.fields}
    for field in template.fields:
        _check_condition(table, field, fields)


def _check_condition(table: Table, field: PaperField, fields: Mapping[str, PaperField]) -> None:
    """What a field depends on is asked, and can be answered so."""
    other = field.when.key if field.when else field.unless
    if other and other not in fields:
        table.note(
            "blocks",
            f"Aucune question n’a la clé {quoted(other)}.",
            f"Corrigez « when » ou « unless » de {quoted(field.key)}.",
        )
    elif field.when and not fields[other].choices_from:
        known = {word.key for word in fields[other].options}
        for value in field.when.values:
            if value not in known:
                table.note(
                    "blocks",
                    f"La question {quoted(other)} n’a pas la réponse {quoted(value)}.",
                    f"Corrigez « when » de {quoted(field.key)}.",
                )
