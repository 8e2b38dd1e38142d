"""The proofs inside a sheet: each explained, each broken link named."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.canonical import canonical_json
from coachdesk.core.french import NBSP
from coachdesk.domain.drawing import Drawing
from coachdesk.signing.device_signature import sign_bytes, verify_bytes
from coachdesk.signing.evidence_reader import read_evidence
from coachdesk.signing.proof_words import sentence
from coachdesk.signing.proofs import Proof, build_proofs, check_proofs
from coachdesk.signing.strokes import encode_drawing
from support.signed_papers import DRAWING, identity, proof

CERTIFICATE = identity().certificate
OTHER = Drawing(8000, 3000, (*DRAWING.strokes[:1], ((0, 0), (90, 800), (700, 100))))


def faults(*proofs: Proof) -> list[tuple[str, ...]]:
    return [found.faults for found in check_proofs(build_proofs(proofs), CERTIFICATE)]


def test_a_good_proof_is_explained_in_french() -> None:
    (found,) = check_proofs(
        build_proofs([proof(regularisation="panne de courant", witness="Mme Témoin")]), CERTIFICATE
    )
    assert found.faults == ()
    assert sentence(found).replace(NBSP, " ") == (
        "Signature de M. Essai (personne accompagnée) le 4 mai 2023 à 09 h 05, "
        "dessinée à la souris, 2 traits, identité vérifiée : connu du coach, témoin : Mme Témoin, "
        "régularisation : panne de courant, enregistrement n° 12\u202f; "
        "texte signé : « J’étais présent le 4 mai 2023, matin, 1 h. »"
    )


def test_an_evidence_is_read_as_it_was_written() -> None:
    payload = proof().payload
    assert read_evidence(payload).payload() == payload


def test_a_swapped_drawing_is_named() -> None:
    assert faults(replace(proof(), drawing=encode_drawing(OTHER))) == [
        ("le tracé n’est pas celui qui a été enregistré",)
    ]


def test_a_changed_content_is_named() -> None:
    payload = json.loads(canonical_json(proof().payload))
    payload["signer"]["name"] = "M. Autre"
    assert faults(replace(proof(), payload=payload)) == [
        ("son contenu n’est pas celui qui a été enregistré",)
    ]


def test_a_text_that_was_not_the_one_shown_is_named() -> None:
    payload = json.loads(canonical_json(proof().payload))
    payload["text"]["shown"] = "J’étais présent toute la journée."
    assert "son contenu n’a pas la forme attendue" in faults(replace(proof(), payload=payload))[0]


@pytest.mark.parametrize("change", [{"wall": "2023-05-03T09:05:00.000+02:00"}, {"kind": "update"}])
def test_a_changed_record_is_no_longer_signed(change: dict[str, str]) -> None:
    assert faults(replace(proof(), header={**proof().header, **change})) == [
        ("l’enregistrement n’est pas signé par le certificat du cachet",)
    ]


def test_a_record_of_another_device_is_named() -> None:
    assert faults(proof(by=identity("Un autre"))) == [
        ("l’enregistrement n’est pas signé par le certificat du cachet",)
    ]


def test_a_hash_that_is_not_the_records_is_named() -> None:
    bundle = json.loads(build_proofs([proof()]))
    bundle["signatures"][0]["hash"] = "00" * 32
    (found,) = check_proofs(canonical_json(bundle), CERTIFICATE)
    assert found.faults == ("l’empreinte de l’enregistrement n’est pas la sienne",)


def test_the_same_drawing_twice_is_named() -> None:
    assert faults(proof(12), proof(13)) == [
        (),
        (f"son tracé est la copie de celui de l’enregistrement n°{NBSP}12",),
    ]
    assert faults(proof(12), proof(13, OTHER)) == [(), ()]


@given(st.binary(max_size=100) | st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
).map(canonical_json))  # fmt: skip
def test_what_is_no_bundle_is_refused_in_order(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (whatever the reason)
        check_proofs(data, CERTIFICATE)


def test_another_format_of_bundle_is_refused() -> None:
    later = build_proofs([proof()]).replace(b"cdk-preuves/1", b"cdk-preuves/2")
    with pytest.raises(ValueError, match="another format"):
        check_proofs(later, CERTIFICATE)


def test_any_field_of_another_kind_is_refused_or_named() -> None:
    """Every value of a good bundle, replaced by one of another kind."""
    bundle = json.loads(build_proofs([proof()]))
    for holder, name in list(_places(bundle)):
        kept = holder[name]
        for other in (None, -1, "x", [], {}):
            if type(other) is type(kept):
                continue
            holder[name] = other
            try:
                found = check_proofs(canonical_json(bundle), CERTIFICATE)
            except ValueError:
                continue
            finally:
                holder[name] = kept
            assert found == () if name == "signatures" else found[0].faults, name


def test_a_record_signed_by_the_device_is_recognised() -> None:
    signature = sign_bytes(identity(), b"record")
    assert verify_bytes(CERTIFICATE, b"record", signature)
    assert not verify_bytes(CERTIFICATE, b"Record", signature)
    assert not verify_bytes(CERTIFICATE, b"record", b"")


def _places(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield value, name
            yield from _places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _places(inner)
