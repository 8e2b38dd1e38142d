"""Plain words beside what is signed: true to the paper, off until asked for, in the evidence."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.canonical import canonical_json
from coachdesk.core.french import NBSP
from coachdesk.core.resources import resource
from coachdesk.domain.claims import overclaim
from coachdesk.domain.paper_facts import FACTS, TABLES
from coachdesk.domain.paper_texts import NAMED
from coachdesk.domain.papers import Role
from coachdesk.domain.plain_summary import (
    DRAFTS,
    PAPER,
    PRESENCE,
    REMOTE,
    Explained,
    Language,
)
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.paper_kinds import paper_kinds, shipped_kinds
from coachdesk.services.plain_summaries import (
    SummaryChoices,
    explanation,
    keep_summary_choices,
    save_texts,
    summary_choices,
    summary_key,
    summary_texts,
)
from coachdesk.services.profiles import read_profile
from coachdesk.signing.evidence_reader import read_evidence
from coachdesk.signing.proof_words import sentence
from coachdesk.signing.proofs import build_proofs, check_proofs
from support.signed_papers import identity, proof
from support.signing_desk import make_desk, reopen

FRENCH = summary_texts(Language.FRENCH)
SHOWN = (Explained("fr", "Vous étiez là.", aloud=True), Explained("ar", "كنت هنا.", aloud=False))
LONGEST = 15
"""Words of a sentence that is still easy to read."""
JARGON = re.compile(
    r"\b(PMSMP|FSE|CER|CEJ|DSP|RGPD|convention|prescripteur|prescription|diagnostic|bilan|"
    r"dispositif|habilité|bénéficiaire|le point|avance)\b"
)
"""Words of the trade, and ways of speaking that say something else than their words."""
PROFILE = resource("actions", "coaching-emploi.toml").read_text("utf-8")


@pytest.fixture
def desk(tmp_path):
    held = make_desk(tmp_path / "store", 1)
    opened = reopen(tmp_path / "store")
    opened.held = held[0]
    yield opened
    opened.close()


def printed(kind: str) -> set[str]:
    """The facts that a paper prints itself."""
    template = shipped_kinds()[kind]
    named = {name for text in template.texts for name in NAMED.findall(text)}
    return named | {name for block in template.blocks for name in block.facts}


@pytest.mark.parametrize("language", Language)
def test_each_paper_that_a_person_signs_has_its_words_in_each_language(language):
    texts = summary_texts(language).texts
    signed = {key for key, kind in shipped_kinds().items() if Role.PARTICIPANT in kind.signers}
    assert set(texts) == signed | {PRESENCE, REMOTE, PAPER}
    assert {key: len(lines) for key, lines in texts.items()} == {
        key: len(lines) for key, lines in FRENCH.texts.items()
    }
    assert bool(summary_texts(language).unread) == (language in DRAFTS)


def test_each_paper_that_a_company_signs_has_its_words():
    signed = {key for key, kind in shipped_kinds().items() if Role.HOST in kind.signers}
    assert set(FRENCH.host) == signed | {PAPER}


@pytest.mark.parametrize("language", Language)
def test_a_summary_names_only_facts_that_its_paper_prints(language):
    texts = summary_texts(language)
    for key, lines in (*texts.texts.items(), *texts.host.items()):
        for name in NAMED.findall(" ".join(lines)):
            assert name in FACTS, name
            assert name not in TABLES, name
            assert name in printed(key), (key, name)


def test_the_french_is_easy_to_read_and_promises_no_more_than_is_proved():
    for key, lines in (*FRENCH.texts.items(), *FRENCH.host.items()):
        for line in lines:
            for each in line.replace("?", ".").split("."):
                assert len(each.split()) <= LONGEST, (key, each)
            assert not overclaim(line), (key, line)
            assert ";" not in line, (key, line)
            assert not JARGON.search(line), (key, line)
        assert "refuser" in lines[-1], f"{key}: she may always refuse, and it is said last"


def test_whoever_signs_a_paper_is_told_that_she_may_ask_and_keep_a_copy():
    papers = {key: " ".join(lines) for key, lines in FRENCH.texts.items()}
    for key in papers.keys() - {PRESENCE, REMOTE}:
        assert "Demandez à votre coach" in papers[key] or "vos questions" in papers[key], key
        assert "une copie" in papers[key], key


def test_nothing_is_promised_to_who_refuses_but_what_the_paper_promises():
    """Of an RSA, of an immersion, of an unknown paper others decide: it is noted, and that is all
    that we know."""
    promise = "rien de plus"
    for key in FRENCH.texts.keys() - {PRESENCE, REMOTE}:
        if promise in FRENCH.texts[key][-1]:
            assert key not in {PAPER, "contract", "pmsmp_convention"}
            assert "sans plus" in shipped_kinds()[key].consents[Role.PARTICIPANT], key
    assert not any(promise in line for lines in FRENCH.host.values() for line in lines)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("information", ("direction", "référent RSA", "Département", "contrôlent", "entreprise")),
        ("information", ("effacées", "effacer", "corriger", "au stylo")),
        ("contract", ("Le Département décide", "absence", "objectifs", "heures d’activité")),
        ("interim_review", ("vos absences", "vos objectifs", "vos mots")),
        ("final_review", ("vos absences", "propose pour la suite", "rappelle")),
        ("fse_entry", ("corriger", "sensibles", "une fois")),
        ("pmsmp_convention", ("Le but", "prévient les autres", "tuteur", "accident")),
    ],
)
def test_nothing_that_counts_for_her_is_left_out(key, words):
    told = " ".join(FRENCH.texts[key])
    assert [each for each in words if each not in told] == []


@given(st.dictionaries(st.sampled_from(sorted(FACTS)), st.text(st.characters(), max_size=30)))
def test_a_sentence_whose_fact_is_not_known_is_not_said(facts):
    lines = FRENCH.texts["pmsmp_convention"]
    told = FRENCH.summary(lines, facts).lines
    known = [line for line in lines if all(facts.get(name) for name in NAMED.findall(line))]
    assert len(told) == len(known)
    assert FRENCH.warning in FRENCH.summary(lines, facts).text


def test_a_french_fact_reads_in_its_own_direction_inside_arabic():
    arabic = summary_texts(Language.ARABIC)
    lines = arabic.texts["contract"]
    known = {"contract.starts": "16 janvier 2024", "contract.ends": "15 juillet 2024"}
    assert "\u206816 janvier 2024\u2069" in arabic.summary(lines, known).lines[1]


def test_a_paper_rewritten_by_a_profile_has_the_words_of_any_paper():
    usual = paper_kinds(read_profile(PROFILE))
    assert {key: summary_key(kind) for key, kind in usual.items()} == {key: key for key in usual}
    renamed = read_profile(f'{PROFILE}\n[papers.contract]\ntitle = "Notre contrat"\n')
    assert summary_key(paper_kinds(renamed)["contract"]) == "contract"
    own = f'{PROFILE}\n[papers.contract]\n[[papers.contract.blocks]]\ntext = "Tout autre chose."\n'
    assert summary_key(paper_kinds(read_profile(own))["contract"]) == PAPER


def test_no_translation_is_shown_until_the_association_turns_it_on(desk):
    def languages(role):
        shown = desk.read(lambda link: explanation(link, role, PRESENCE))
        return shown and tuple(each.language for each in shown.summaries)

    assert languages(Role.PARTICIPANT) == (Language.FRENCH,)
    keep_summary_choices(desk, SummaryChoices((Language.ARABIC,), first=True))
    assert desk.read(summary_choices) == SummaryChoices((Language.ARABIC,), first=True)
    assert languages(Role.PARTICIPANT) == (Language.FRENCH, Language.ARABIC)
    assert languages(Role.HOST) == (Language.FRENCH,)
    assert languages(Role.COACH) is None


def test_what_stands_beside_is_no_part_of_what_is_signed(desk):
    shown = attendance_asked(desk, desk.held).request
    bare = replace(shown, explanation=None)
    assert shown.explanation is not None
    assert (shown.shown(), shown.text_signed()) == (bare.shown(), bare.text_signed())
    assert shown.stands(bare), "turning a language on changes nothing for who is signing"


def test_the_texts_to_proofread_hold_each_sentence_above_its_translation(tmp_path):
    target = tmp_path / "relire.txt"
    save_texts(Language.UKRAINIAN, target)
    lines = target.read_text("utf-8-sig").splitlines()
    draft = summary_texts(Language.UKRAINIAN)
    for key, french in FRENCH.texts.items():
        for said, translated in zip(french, draft.texts[key], strict=True):
            at = [place for place, line in enumerate(lines) if line == said]
            assert translated in {lines[place + 1] for place in at}


def test_the_evidence_keeps_what_was_shown_beside_and_verify_says_it():
    kept = proof(explained=SHOWN)
    assert kept.payload["v"] == 3
    assert read_evidence(kept.payload).explained == SHOWN
    (found,) = check_proofs(build_proofs([kept]), identity().certificate)
    assert found.faults == ()
    assert (
        f"montré aussi en mots simples{NBSP}: en français (lu à voix haute), "
        "en arabe (traduction non relue)"
    ) in sentence(found)


def test_without_a_summary_the_evidence_has_the_form_that_every_program_reads():
    payload = proof().payload
    assert payload["v"] == 2
    assert "explained" not in payload


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.update(v=2),
        lambda told: told.update(explained=[]),
        lambda told: told["explained"][0].update(aloud=1),
        lambda told: told["explained"][0].update(seen=True),
        lambda told: told["explained"][0].pop("text"),
        lambda told: told.pop("explained"),
    ],
    ids=["older", "none", "number", "more", "less", "absent"],
)
def test_evidence_of_another_form_is_refused(spoil):
    payload = json.loads(canonical_json(proof(explained=SHOWN).payload))
    spoil(payload)
    with pytest.raises(ValueError, match=r"."):
        read_evidence(payload)


def test_a_language_of_a_later_program_is_named_as_it_is():
    (found,) = check_proofs(
        build_proofs([proof(explained=(Explained("ps", "x", aloud=False),))]),
        identity().certificate,
    )
    assert f"montré aussi en mots simples{NBSP}: ps (traduction non relue)" in sentence(found)
