"""From the TOML text of a profile to an ``ActionProfile``, or to all its faults at once."""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from functools import partial
from itertools import accumulate
from types import MappingProxyType
from typing import Literal, cast

from coachdesk.core.french import NBSP, quoted
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.claims import overclaim
from coachdesk.domain.fse import GENDER_KEYS
from coachdesk.domain.fse_record import STATUS_KEYS
from coachdesk.domain.paper_reader import changed_papers, shipped_fields
from coachdesk.domain.paper_texts import note_claim
from coachdesk.domain.papers import PaperField
from coachdesk.domain.profile import (
    NEUTRAL_LEVELS,
    TABLE_COLUMNS,
    ActionProfile,
    AgeBand,
    AttachmentKind,
    Funder,
    Outcome,
    OutcomeKind,
    Rules,
    SecondSigner,
    StepKind,
    Targets,
    Texts,
    TrainingLevel,
)
from coachdesk.domain.profile_acts import read_contact_outcome, read_service, require_stages
from coachdesk.domain.profile_counts import read_counts, read_measure
from coachdesk.domain.profile_defaults import USUAL
from coachdesk.domain.profile_deliveries import read_deliveries
from coachdesk.domain.profile_exits import read_exit_kind, read_follow_up_outcome
from coachdesk.domain.profile_faults import ProfileFault, ProfileFaults
from coachdesk.domain.profile_lines import key_lines
from coachdesk.domain.profile_parties import immersion_prescriber
from coachdesk.domain.profile_table import Faults, Table
from coachdesk.domain.profile_words import (
    KEY,
    KEY_REMEDY,
    W,
    read_fse_word,
    read_word,
    read_words,
    synonyms,
)
from coachdesk.domain.words import WordList

_PERCENT = 100
NO_PAPERS: Mapping[str, str] = MappingProxyType({})


_MOST_LINES = 5_000
_ENDLESS_KEY = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){24}")
"""A key of thousands of parts, each read again with those before: it would never end."""


def parse_profile(
    text: str, papers: Mapping[str, str] = NO_PAPERS, *, without: Collection[str] | None = None
) -> ActionProfile:
    """The profile written in ``text``.

    Args:
        text: TOML.
        papers: the TOML of each paper of the program by its key, of which a profile may change
            what it names.
        without: of a profile that is kept, keys of papers that are passed over as if it did not
            name them; what its indicators ask of papers is then taken as it is.

    Raises:
        ProfileFaults: every fault, with line, key, reason and remedy.
    """
    text = text.removeprefix("\ufeff")
    endless = _ENDLESS_KEY.search(text)
    if endless:
        raise ProfileFaults([_endless_key(text, endless.start())])
    if text.count("\n") > _MOST_LINES:
        raise ProfileFaults([_endless_text()])
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileFaults([_syntax_fault(text, str(error))]) from None
    except ValueError:  # int's own, beyond what it agrees to read
        raise ProfileFaults([_endless_number(text)]) from None
    except RecursionError:
        raise ProfileFaults([_bottomless(text)]) from None
    faults = Faults(key_lines(text))
    root = Table(values, (), faults)
    profile = _profile(root, papers, without)
    root.done()
    if faults.noted:
        raise ProfileFaults(faults.noted)
    return profile


def _syntax_fault(text: str, message: str) -> ProfileFault:
    found = re.search(r"at line (\d+)", message)
    line = int(found[1]) if found else len(text.splitlines()) or 1
    if "overwrite" in message or "twice" in message:
        return ProfileFault(
            line, "", "Cette clé est déjà écrite plus haut.", "Gardez une seule des deux."
        )
    return ProfileFault(
        line,
        "",
        "Cette ligne ne respecte pas la syntaxe TOML.",
        f"Vérifiez-y les guillemets, les crochets et les virgules{NBSP}; ou à la fin de la "
        "ligne d’avant.",
    )


def _endless_text() -> ProfileFault:
    return ProfileFault(
        _MOST_LINES,
        "",
        "Ce fichier a trop de lignes pour un profil.",
        "Un profil en a quelques centaines.",
    )


def _endless_key(text: str, at: int) -> ProfileFault:
    return ProfileFault(
        _line(text, at),
        "",
        "Cette clé a trop de points.",
        "Une clé de profil en a deux ou trois.",
    )


def _endless_number(text: str) -> ProfileFault:
    longest = max(re.finditer(r"[0-9_]+", text), key=lambda found: len(found[0]))
    return ProfileFault(
        _line(text, longest.start()),
        "",
        "Ce nombre a trop de chiffres pour être lu.",
        "Écrivez un nombre de quelques chiffres.",
    )


def _bottomless(text: str) -> ProfileFault:
    depths = list(accumulate((char in "[{") - (char in "]}") for char in text))
    return ProfileFault(
        _line(text, depths.index(max(depths))),
        "",
        "Trop de crochets ou d’accolades sont ouverts les uns dans les autres.",
        "Retirez ceux qui ne servent à rien.",
    )


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _profile(
    root: Table, shipped: Mapping[str, str], without: Collection[str] | None
) -> ActionProfile:
    words = root.table("words")
    exits = root.table("exits")
    texts = root.table("texts")
    papers, papers_off = changed_papers(root, shipped, without or ())
    profile = ActionProfile(
        code=_code(root),
        name=root.line("name"),
        association=root.line("association"),
        agreement_number=root.text("agreement_number"),
        territory=root.line("territory"),
        communes=root.lines("communes", optional=True),
        coach_signature=cast(
            "Literal['attestation', 'drawn']",
            root.choice("coach_signature", ("attestation", "drawn"), default="attestation"),
        ),
        funders=_funders(root),
        targets=_targets(root.table("targets")),
        rules=_rules(root.table("rules")),
        age_bands=_age_bands(root),
        prescribers=read_words(words, "prescribers", read_word),
        outcomes=read_words(words, "outcomes", _outcome),
        genders=read_words(words, "genders", read_fse_word(GENDER_KEYS)),
        statuses=read_words(words, "statuses", read_word),
        training_levels=read_words(words, "training_levels", _training_level),
        households=read_words(words, "households", read_word),
        obstacles=read_words(words, "obstacles", read_word),
        employment=read_words(words, "employment", read_fse_word(STATUS_KEYS)),
        modes=read_words(words, "modes", read_word, keys=list(Mode)),
        presences=read_words(words, "presences", read_word, keys=list(Presence)),
        purposes=read_words(words, "purposes", read_word),
        reviews=read_words(words, "reviews", read_word),
        recommendations=_usual_words(words, "recommendations", read_word),
        absence_reasons=_usual_words(words, "absence_reasons", read_word),
        absence_proofs=_usual_words(words, "absence_proofs", read_word),
        exemptions=_usual_words(words, "exemptions", read_word),
        steps=_usual_words(words, "steps", _step),
        handouts=_usual_words(words, "handouts", read_word),
        attachment_kinds=_usual_words(words, "attachment_kinds", _attachment_kind),
        services=_usual_words(words, "services", read_service),
        outreach_kinds=_usual_words(words, "outreach_kinds", read_word),
        outreach_outcomes=_usual_words(words, "outreach_outcomes", read_contact_outcome),
        prospecting_kinds=_usual_words(words, "prospecting_kinds", read_word),
        prospecting_results=_usual_words(words, "prospecting_results", read_word),
        immersion_causes=_usual_words(words, "immersion_causes", read_word),
        follow_up_outcomes=_usual_words(words, "follow_up_outcomes", read_follow_up_outcome),
        time_kinds=_usual_words(words, "time_kinds", read_word),
        contact_attempts=_or_usual(texts, "contact_attempts").texts("contact_attempts"),
        phrases=_or_usual(texts, "phrases").texts("phrases"),
        measures=read_words(root, "measures", read_measure)
        if root.has("measures")
        else WordList(()),
        exit_kinds=read_words(exits, "kinds", read_exit_kind),
        positive_label=exits.text("positive_label"),
        table_columns=_columns(root.table("monthly_table")),
        texts=_texts(texts),
        second_signer=_second_signer(root),
        papers=papers,
        papers_off=papers_off,
        association_address=root.text_or_none("association_address") or "",
        association_phone=root.text_or_none("association_phone") or "",
        immersion_prescriber=immersion_prescriber(root),
        deliveries=read_deliveries(root),
    )
    texts.done()
    words.done()
    exits.done()
    _require_outcomes(words, profile.outcomes)
    require_stages(words, profile.outreach_outcomes)
    _check_monthly(root, profile)
    return read_counts(root, profile, _asked(shipped, profile) if without is None else {})


def _asked(
    shipped: Mapping[str, str], profile: ActionProfile
) -> Mapping[str, Callable[[], tuple[PaperField, ...]]]:
    """What each paper of the action asks; those of the program are read when someone wants it."""
    theirs = {key: partial(shipped_fields, key, text) for key, text in shipped.items()}
    own = {key: partial(getattr, paper, "fields") for key, paper in profile.papers.items()}
    every = {**theirs, **own}
    return {key: asked for key, asked in every.items() if key not in profile.papers_off}


def _check_monthly(root: Table, profile: ActionProfile) -> None:
    """Note the acts of a monthly paper that the action does not have."""
    kinds = tuple(kind.key for kind in profile.services)
    for paper in profile.papers.values():
        if paper.monthly_of:
            own = root.table("papers").table(paper.key)
            own.texts("monthly_of", allowed=kinds)


def _or_usual(table: Table, key: str) -> Table:
    """``table``, or the usual one in its place for a key that the profile leaves out."""
    name = str(table.path[-1])
    return table if table.has(key) else Table(USUAL[name], table.path, Faults({}))


def _usual_words(table: Table, name: str, read: Callable[[Table, str], W]) -> WordList[W]:
    """The list ``name``, or the usual one for a profile that leaves it out."""
    return read_words(_or_usual(table, name), name, read)


def _code(root: Table) -> str:
    code = root.text("code")
    if code and not KEY.fullmatch(code):
        root.note("code", f"{quoted(code)} ne peut pas servir de code.", KEY_REMEDY)
    return code


def _funders(root: Table) -> tuple[Funder, ...]:
    funders = []
    for table in root.tables("funders"):
        funders.append(
            Funder(table.text("name"), table.whole_or_none("share_percent", 0, _PERCENT))
        )
        table.done()
    if sum(funder.share_percent or 0 for funder in funders) > _PERCENT:
        root.note("funders", f"Les parts dépassent 100{NBSP}%.", "Vérifiez « share_percent ».")
    return tuple(funders)


def _targets(table: Table) -> Targets:
    targets = Targets(
        file_active=table.whole("file_active", 1, 1000),
        entries_per_year=table.whole_or_none("entries_per_year", 1, 10_000),
        positive_exit_percent=table.whole_or_none("positive_exit_percent", 0, _PERCENT),
    )
    table.done()
    return targets


def _rules(table: Table) -> Rules:
    table.has("appointments_per_week")  # in profiles kept from before; no rule reads it
    rules = Rules(
        duration_months=table.whole("duration_months", 1, 60),
        renewals=table.whole("renewals", 0, 20),
        first_appointment_days=table.whole("first_appointment_days", 1, 365),
        follow_up_months=table.wholes("follow_up_months", 1, 60),
        absence_threshold=table.whole("absence_threshold", 0, 100),
        weekly_hours=_or_usual(table, "weekly_hours").whole("weekly_hours", 0, 48),
        contact_months=_or_usual(table, "contact_months").whole("contact_months", 1, 36),
        appointments_limit=table.whole_or_none("appointments_limit", 1, 100),
    )
    table.done()
    return rules


def _age_bands(root: Table) -> tuple[AgeBand, ...]:
    bands: list[AgeBand] = []
    tables = root.tables("age_bands")
    for index, table in enumerate(tables):
        first = table.whole("from", 0, 120)
        last = table.whole("below", 1, 120) - 1 if table.has("below") else None
        bands.append(AgeBand(table.text("label"), first, last))
        expected = 0 if index == 0 else (bands[index - 1].last or 0) + 1
        if first != expected:
            table.note(
                "from",
                "Cette tranche ne suit pas celle d’avant.",
                f"Écrivez {expected}{NBSP}: les tranches couvrent tous les âges sans trou.",
            )
        if (last is None) != (index == len(tables) - 1):
            table.note("below", "Seule la dernière tranche est sans fin.", "Revoyez « below » ici.")
        table.done()
    return tuple(bands)


def _step(table: Table, key: str) -> StepKind:
    return StepKind(key, table.text("label"), synonyms(table), table.flag("aid"))


def _attachment_kind(table: Table, key: str) -> AttachmentKind:
    months = table.whole_or_none("valid_months", 1, 600)
    required = table.flag("required")
    return AttachmentKind(key, table.text("label"), synonyms(table), months, required)


def _outcome(table: Table, key: str) -> Outcome:
    kind = OutcomeKind(table.choice("kind", OutcomeKind))
    return Outcome(key, table.text("label"), synonyms(table), kind)


def _training_level(table: Table, key: str) -> TrainingLevel:
    level = table.choice("level", NEUTRAL_LEVELS)
    return TrainingLevel(key, table.text("label"), synonyms(table), level)


def _require_outcomes(words: Table, outcomes: WordList[Outcome]) -> None:
    for kind, need in (
        (OutcomeKind.ENROLLED, "Sans elle, personne n’entre dans l’action."),
        (OutcomeKind.PENDING, "C’est celle d’une prescription qui vient d’arriver."),
    ):
        if len(outcomes) and all(outcome.kind is not kind for outcome in outcomes):
            words.note("outcomes", f"Aucune suite n’a le genre {quoted(kind)}.", need)


def _columns(table: Table) -> tuple[str, ...]:
    columns = table.texts("columns", allowed=TABLE_COLUMNS)
    table.done()
    return columns


def _second_signer(root: Table) -> SecondSigner | None:
    if not root.has("second_signer"):
        return None
    table = root.table("second_signer")
    second = SecondSigner(table.text("name"), table.text("role"))
    table.done()
    return second


def _texts(table: Table) -> Texts:
    def text(key: str, source: Table = table) -> str:
        value = source.text(key)
        if claim := overclaim(value):
            note_claim(table, key, claim)
        return value

    return Texts(
        operation=text("operation"),
        funding=text("funding") if table.has("funding") else "",
        sheet_title=text("sheet_title"),
        table_title=text("table_title"),
        bordereau_title=text("bordereau_title"),
        sheet_attestation=text("sheet_attestation"),
        table_attestation=text("table_attestation"),
        consent=text("consent"),
        person_commitments=text("person_commitments", _or_usual(table, "person_commitments")),
        organisation_commitments=text(
            "organisation_commitments", _or_usual(table, "organisation_commitments")
        ),
        acknowledgement=text("acknowledgement"),
    )
