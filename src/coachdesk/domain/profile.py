"""What differs between two actions, as frozen values: funders, rules, words, columns, texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from coachdesk.core.french import going_within
from coachdesk.domain.exits import Derived, ExitClass, ExitKind, derive
from coachdesk.domain.follow_ups import FollowUpOutcome
from coachdesk.domain.indicators import Indicator
from coachdesk.domain.measures import MeasureKind
from coachdesk.domain.papers import PaperTemplate, Subject
from coachdesk.domain.pmsmp import OUTCOMES
from coachdesk.domain.profile_deliveries import Deliveries
from coachdesk.domain.report_plan import NO_REPORT, ReportPlan
from coachdesk.domain.words import FseWord, Word, WordList

TABLE_COLUMNS = (
    "numero", "allocataire", "nom", "prenom", "naissance", "commune", "referent_rsa",
    "prescripteur", "prescription_le", "premier_rdv", "delai_premier_rdv", "contrat_le", "entree",
    "fin_prevue", "renouvellement", "rdv_prevus", "rdv_tenus", "rdv_excuses", "rdv_injustifies",
    "rdv_annules", "heures_sur_place", "heures_distance", "heures_collectif", "pmsmp_entreprise",
    "pmsmp_dates", "pmsmp_heures", "sortie_date", "sortie_type", "sortie_detail", "suivi",
    "observation", "etapes", "actes",
)  # fmt: skip
"""The columns a monthly table can hold (design §4); a profile chooses and orders them."""

_CONTRACTS = frozenset({"contract", "simple_contract"})
"""The papers of the program by which a contrat d’engagement is signed."""

NEUTRAL_LEVELS = (
    "no_schooling", "primary", "lower_secondary", "upper_secondary_unfinished", "cap_bep", "bac",
    "bac_plus_2", "bac_plus_3", "bac_plus_5", "doctorate",
)  # fmt: skip
"""Training levels named without a number: « niveau 5 » and « niveau V » are not the same level
(domain §3.3)."""


class OutcomeKind(StrEnum):
    """What a prescription became, whatever the action calls it."""

    PENDING = "pending"
    ENROLLED = "enrolled"
    DECLINED = "declined"
    NO_SHOW = "no_show"
    REDIRECTED = "redirected"


@dataclass(frozen=True)
class Outcome(Word):
    """A suite donnée to a prescription."""

    kind: OutcomeKind = OutcomeKind.PENDING


@dataclass(frozen=True)
class TrainingLevel(Word):
    """A niveau de formation with the level it stands for, one of ``NEUTRAL_LEVELS``."""

    neutral: str = ""


@dataclass(frozen=True)
class StepKind(Word):
    """A démarche that can be ticked."""

    aid: bool = False
    """An aid asked for: it has an outcome."""


SERVICE_PARTS = ("minutes", "place", "note")
"""What the form of an act asks for unless its kind does without."""


@dataclass(frozen=True)
class ServiceKind(Word):
    """A kind of prestation (acte) that the action counts."""

    unit: str = ""
    """What its quantity counts, « km », « € »; empty for one that is counted by itself."""
    quantity: str = ""
    """How the form names its quantity, « Distance »."""
    whole: bool = False
    """Its quantity is a whole number; else it may have two decimals."""
    group: bool = False
    """For several people at once, named or not; else each person has one of her own."""
    results: WordList[Word] = field(default_factory=lambda: WordList(()))
    """What may come of it."""
    without: frozenset[str] = frozenset()
    """The ``SERVICE_PARTS`` that mean nothing for it."""
    expected_months: tuple[int, ...] = ()
    """Months after the entry by each of which there is one more of it: what is to do says so."""
    expected_at_end: bool = False
    """There is one by the end of the parcours."""
    expected_job_days: tuple[int, ...] = ()
    """Days after an exit to a job by each of which there is one more of it."""


class ContactStage(StrEnum):
    """Where someone met outside stands, whatever the action calls it."""

    TO_CALL = "to_call"
    UNREACHABLE = "unreachable"
    APPOINTMENT = "appointment"
    ENGAGED = "engaged"
    REDIRECTED = "redirected"
    ENDED = "ended"
    """It leads nowhere: she does not want to, works already, is not concerned."""


@dataclass(frozen=True)
class OutreachOutcome(Word):
    """What became of someone met outside."""

    stage: ContactStage = ContactStage.TO_CALL


@dataclass(frozen=True)
class AttachmentKind(Word):
    """A kind of pièce."""

    valid_months: int | None = None
    """How long one is good for, from its date; None for ever, or until a date that it bears."""
    required: bool = False
    """Each dossier must hold one: a dossier de contrôle says where it is missing."""


@dataclass(frozen=True)
class Funder:
    """Who pays for the action; ``share_percent`` is None when the agreement doesn't say."""

    name: str
    share_percent: int | None


@dataclass(frozen=True)
class SecondSigner:
    """Who signs after the coach for the association, as its director, on tables and bilans."""

    name: str
    role: str
    """« directrice », as it stands beside her name."""


@dataclass(frozen=True)
class Stages:
    """The keys of what a profile expects at stages: its acts, its papers."""

    acts: tuple[str, ...]
    papers: tuple[str, ...]
    in_job: tuple[str, ...] = ()
    """Of these acts, those of the job that follows: one held before the exit is none of them."""

    def __bool__(self) -> bool:
        """Whether it expects anything."""
        return bool(self.acts or self.papers)


NO_STAGES = Stages((), ())


@dataclass(frozen=True)
class Targets:
    """What the agreement asks for; None where it asks for nothing."""

    file_active: int
    entries_per_year: int | None
    positive_exit_percent: int | None


@dataclass(frozen=True)
class Rules:
    """The action's rhythm and limits."""

    duration_months: int
    renewals: int
    """How many times a pathway may be renewed, each time for ``duration_months``."""
    first_appointment_days: int
    """Days allowed between the prescription and the first rendez-vous."""
    follow_up_months: tuple[int, ...]
    """Milestones after the exit."""
    absence_threshold: int
    """More unexcused absences than this since entry are reported."""
    weekly_hours: int
    """Weekly activity asked for without an exemption (loi du 18 décembre 2023: 15 h)."""
    contact_months: int
    """How long the name and the phone of someone met outside are kept when it led nowhere."""
    appointments_limit: int | None = None
    """Of a short accompaniment: after so many rendez-vous, what comes next is to be decided."""


@dataclass(frozen=True)
class ImmersionPrescriber:
    """The organisme prescripteur of the immersions (domain §1.1): rarely the association."""

    name: str
    address: str
    contact: str


@dataclass(frozen=True)
class AgeBand:
    """Ages from ``first`` to ``last`` included, in whole years; ``last`` None has no end."""

    label: str
    first: int
    last: int | None


@dataclass(frozen=True)
class Texts:
    """The sentences of the papers and of the pad."""

    operation: str
    """Title of the operation, the same on every paper (domain §4.1)."""
    funding: str
    """Beside the European emblem, after « Cofinancé par l’Union européenne »; empty where the Union
    pays nothing: no emblem is drawn then."""
    sheet_title: str
    table_title: str
    bordereau_title: str
    sheet_attestation: str
    """What the coach attests at the foot of an attendance sheet."""
    table_attestation: str
    consent: str
    """What the person reads on the pad before she signs."""
    person_commitments: str
    """What the person undertakes in a contract, one per line, before it is adapted to her."""
    organisation_commitments: str
    acknowledgement: str
    """How the Département acknowledges a package."""


@dataclass(frozen=True)
class ActionProfile:
    """One action, as its TOML profile tells it. Parsed by ``parse_profile``."""

    code: str
    name: str
    association: str
    agreement_number: str
    territory: str
    communes: tuple[str, ...]
    """Known communes, to be proposed; any other one is accepted."""
    coach_signature: Literal["attestation", "drawn"]
    funders: tuple[Funder, ...]
    targets: Targets
    rules: Rules
    age_bands: tuple[AgeBand, ...]
    prescribers: WordList[Word]
    outcomes: WordList[Outcome]
    genders: WordList[FseWord]
    statuses: WordList[Word]
    training_levels: WordList[TrainingLevel]
    households: WordList[Word]
    obstacles: WordList[Word]
    employment: WordList[FseWord]
    modes: WordList[Word]
    """Keys are ``domain.attendance.Mode`` values."""
    presences: WordList[Word]
    """Keys are ``domain.attendance.Presence`` values."""
    purposes: WordList[Word]
    reviews: WordList[Word]
    recommendations: WordList[Word]
    """What a bilan final advises for afterwards (préconisations)."""
    absence_reasons: WordList[Word]
    """Categories only, never medical (domain §4.1)."""
    absence_proofs: WordList[Word]
    exemptions: WordList[Word]
    """Why fewer weekly hours, or none, are asked for in a contract."""
    steps: WordList[StepKind]
    handouts: WordList[Word]
    attachment_kinds: WordList[AttachmentKind]
    services: WordList[ServiceKind]
    outreach_kinds: WordList[Word]
    outreach_outcomes: WordList[OutreachOutcome]
    """What became of someone met outside."""
    prospecting_kinds: WordList[Word]
    prospecting_results: WordList[Word]
    immersion_causes: WordList[Word]
    """Why an immersion ended early or did not happen."""
    follow_up_outcomes: WordList[FollowUpOutcome]
    time_kinds: WordList[Word]
    """What the coach's time is spent on, rendez-vous aside."""
    contact_attempts: tuple[str, ...]
    """Ways in which someone who did not come may have been reached for."""
    phrases: tuple[str, ...]
    """Proposed while notes are typed."""
    exit_kinds: WordList[ExitKind]
    measures: WordList[MeasureKind]
    """What is measured before and after, each on a scale of its own."""
    positive_label: str
    """Name of the positive kinds taken together, e.g. « Emploi ou formation »."""
    table_columns: tuple[str, ...]
    texts: Texts
    second_signer: SecondSigner | None = None
    """None where the coach signs alone."""
    papers: Mapping[str, PaperTemplate] = field(default_factory=dict, hash=False)
    """Those that the action changes or adds, whole, by their key."""
    papers_off: frozenset[str] = frozenset()
    """Those of the program that it does without."""
    association_address: str = ""
    association_phone: str = ""
    """Where a company calls after an accident."""
    immersion_prescriber: ImmersionPrescriber | None = None
    """Who prescribes immersions; None until a first convention names it."""
    deliveries: Deliveries = field(default_factory=Deliveries)
    """What leaves by itself for its recipients."""
    indicators: tuple[Indicator, ...] = ()
    """What the action counts: what every action does, then its own."""
    report: ReportPlan = NO_REPORT

    @property
    def positive_words(self) -> str:
        """« emploi ou formation », inside a sentence."""
        return going_within(self.positive_label)

    @property
    def stages(self) -> Stages:
        """What it expects at the stages of a parcours."""
        return Stages(
            tuple(
                kind.key
                for kind in self.services
                if kind.expected_months or kind.expected_at_end or kind.expected_job_days
            ),
            tuple(paper.key for paper in self.papers.values() if paper.expected_at_end),
            tuple(
                kind.key
                for kind in self.services
                if kind.expected_job_days and not kind.expected_at_end
            ),
        )

    @property
    def signs_contracts(self) -> bool:
        """Whether a contrat d’engagement is asked for: not without any paper to sign one."""
        own = any(paper.subject is Subject.CONTRACT for paper in self.papers.values())
        return own or not self.papers_off >= _CONTRACTS

    @property
    def pending(self) -> tuple[str, ...]:
        """The outcomes of a prescription that is not decided yet, that of a new one first."""
        return tuple(word.key for word in self.outcomes if word.kind is OutcomeKind.PENDING)

    @property
    def immersion_outcomes(self) -> WordList[Word]:
        """What can have become of an immersion: the same in every action."""
        return OUTCOMES

    def is_enrolled(self, outcome: str) -> bool:
        """Whether a prescription of that outcome opened a pathway."""
        return self.outcomes[outcome].kind is OutcomeKind.ENROLLED

    def is_deceased(self, exit_kind: str) -> bool:
        """Whether an exit of that kind is a death: nothing is asked nor written any more."""
        return exit_kind in self.exit_kinds and self.exit_kinds[exit_kind].deceased

    def exit_detail(self, kind: str, detail: str | None) -> str:
        """The label of a detail; what the profile no longer holds as it is, empty for none."""
        if detail is None or kind not in self.exit_kinds:
            return detail or ""
        return self.exit_kinds[kind].details.label(detail)

    def exit(
        self,
        kind: str,
        detail: str | None,
        starts_on: date | None = None,
        ends_on: date | None = None,
    ) -> Derived:
        """What the profile makes of an exit: its detail and its class, by the contract's dates."""
        if kind not in self.exit_kinds:  # a word that the profile no longer holds
            return Derived(detail, ExitClass.OTHER, "Ce type n’est plus dans le profil")
        return derive(self.exit_kinds[kind], detail, starts_on, ends_on)

    def age_band(self, age: int) -> AgeBand:
        """The band of an age in whole years; the profile's bands cover every age."""
        return next(band for band in self.age_bands if band.last is None or age <= band.last)
