"""The verdict on what is received: packages, sealed papers, extracts, dossiers de contrôle."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, NNBSP, capital, moment, month_name, of, plural, printable
from coachdesk.signing.proof_words import sentence
from coachdesk.signing.proofs import CheckedProof
from coachdesk.signing.verify_pdf import PdfCheck, check_pdf
from coachdesk.sync.anchors import Anchor, broken, of_device, of_proofs
from coachdesk.sync.control_check import (
    ControlCheck,
    check_control,
    check_folder,
    control_in_archive,
)
from coachdesk.sync.dates import dates_set_back
from coachdesk.sync.findings import Finding, PackageCheck, check_package
from coachdesk.sync.journal_check import check_extract
from coachdesk.sync.journal_extract import SUFFIX, is_extract, read_extract
from coachdesk.sync.manifest import MANIFEST, short_id, write_manifest
from coachdesk.sync.received import read_certificates, read_received, unwrap
from coachdesk.sync.report import Report, Status, make_report
from coachdesk.sync.time_authority import SUFFIX as STAMP_SUFFIX

_WRAPPED = ".p7m"
_MOST_STAMP_BYTES = 1 << 20
"""A timestamp with all its certificates is far smaller than 1 MB."""


@dataclass(frozen=True)
class Judged:
    """One file and what is said of it: a report, or why it can't be judged."""

    path: Path
    result: Report | UserError

    @property
    def exit_code(self) -> int:
        """0 when the file is intact and by a known signer, else 1."""
        return self.result.exit_code if isinstance(self.result, Report) else 1


def verify_files(
    paths: Sequence[Path],
    *,
    signer: str | None = None,
    known: Collection[str] = (),
    key: Path | None = None,
    anchors: Sequence[Anchor] = (),
    authority: Path | None = None,
) -> list[Judged]:
    """The verdict on each file; one that can't be judged hides no other verdict.

    The timestamp of a package (.tsr) is judged after it, given too or lying beside it, by the
    certificate of its ``authority``. An extract of the journal is judged after the papers, against
    the given ``anchors`` and against the entries that the intact files of the same coach name; a
    paper, against the given ones. Other arguments as for
    :func:`verify_file`.
    """
    judged: dict[int, Judged] = {}
    stamps = [at for at, path in enumerate(paths) if path.suffix.lower() == STAMP_SUFFIX]
    trusted = read_certificates(authority) if authority else None
    for extracts in (False, True):
        for at, path in enumerate(paths):
            if at in judged or at in stamps:
                continue
            try:
                if path.is_dir():
                    whole = check_folder(path)
                    report = _control_report(printable(path.name), whole, _trusted(signer, known))
                    judged[at] = Judged(path, report)
                    continue
                name, data = _received(path, key)
                if is_extract(data) != extracts:
                    continue
                held = [*anchors, *_named(judged.values())] if extracts else anchors
                report = _verdict(name, data, signer, known, held)
                result: Report | UserError = _with_stamp_beside(report, path, paths, trusted)
            except UserError as refusal:
                result = refusal
            judged[at] = Judged(path, result)
    for at in stamps:
        judged[at] = Judged(paths[at], _stamp_verdict(paths[at], judged.values(), key, trusted))
    return [judged[at] for at in range(len(paths))]


def verify_file(
    path: Path,
    *,
    signer: str | None = None,
    known: Collection[str] = (),
    key: Path | None = None,
) -> Report:
    """The verdict on the file at ``path``.

    Args:
        path: a package (.zip), a wrapped one (.zip.p7m), a sealed paper (.pdf) or an extract of the
            journal (.jsonl).
        signer: fingerprint of the only signer expected.
        known: fingerprints of signers known otherwise; not asked when ``signer`` is given.
        key: file of the recipient's private key (PEM), for a wrapped package.

    Raises:
        UserError: when the file can't be read or is of no kind that can be verified.
    """
    name, data = _received(path, key)
    return _verdict(name, data, signer, known, ())


def _with_stamp_beside(
    report: Report, path: Path, paths: Sequence[Path], trusted: str | None
) -> Report:
    """The report of a package, with what the timestamp that lies beside it says."""
    if report.manifest_sha256 is None:
        return report
    beside = path.with_name(f"{path.name.removesuffix(_WRAPPED)}{STAMP_SUFFIX}")
    if beside in paths or not beside.is_file():
        return report
    # asn1crypto takes 0.05 s to load, and most files have no timestamp.
    from coachdesk.sync.stamped import stamp_note

    try:
        answer = read_received(beside, _MOST_STAMP_BYTES)
        note = stamp_note(printable(beside.name), answer, report, trusted)
    except UserError as refusal:  # it hides nothing of what is said of the package
        note = refusal.sentence
    return replace(report, notes=(*report.notes, note))


def _stamp_verdict(
    path: Path, judged: Iterable[Judged], key: Path | None, trusted: str | None
) -> Report | UserError:
    """The verdict on a timestamp: of one of the packages given, or of its own beside it."""
    from coachdesk.sync.stamped import stamp_report  # as above

    given = {
        each.path: each.result
        for each in judged
        if isinstance(each.result, Report) and each.result.manifest_sha256
    }
    own = (path.with_suffix(""), path.with_suffix(_WRAPPED))
    packages = list(given.values())
    try:
        answer = read_received(path, _MOST_STAMP_BYTES)
        if not any(each in given for each in own):
            with suppress(UserError) if packages else nullcontext():  # it may be of one given
                packages.append(_package_beside(path, own, key))
    except UserError as refusal:
        return refusal
    return stamp_report(printable(path.name), answer, packages, trusted)


def _package_beside(path: Path, own: Iterable[Path], key: Path | None) -> Report:
    for package in own:
        if package.is_file():
            name, data = _received(package, key)
            return _verdict(name, data, None, (), ())
    raise UserError(
        f"{printable(path.name)} est un horodatage, et son envoi manque.",
        "Donnez les deux ensemble, ou posez-les dans le même dossier.",
    )


def _named(judged: Iterable[Judged]) -> Iterator[Anchor]:
    """The entries of the journal that the files judged so far name."""
    for each in judged:
        if isinstance(each.result, Report):
            yield from each.result.anchors


def _received(path: Path, key: Path | None) -> tuple[str, bytes]:
    """The name and the bytes of a file, out of its wrap."""
    data = read_received(path)
    name = printable(path.name)
    if name.lower().endswith(_WRAPPED):
        return name[: -len(_WRAPPED)], unwrap(data, key)
    return name, data


def _trusted(signer: str | None, known: Collection[str]) -> Collection[str]:
    return {signer} if signer else set(known)


def _verdict(
    name: str,
    data: bytes,
    signer: str | None,
    known: Collection[str],
    anchors: Sequence[Anchor],
) -> Report:
    trusted = _trusted(signer, known)
    kind = Path(name).suffix.lower()
    # The content tells the kind; the name does when the first bytes are damaged.
    if data.startswith(b"%PDF-"):
        return _paper_report(name, check_pdf(data), trusted, anchors)
    if data.startswith(b"PK") and (control := control_in_archive(data)) is not None:
        return _control_report(name, check_control(control), trusted)
    if kind == ".zip" or (data.startswith(b"PK") and MANIFEST.encode() in data):
        return _package_report(name, check_package(data), trusted, anchors)
    if kind == ".pdf":
        return _paper_report(name, check_pdf(data), trusted, anchors)
    if is_extract(data) or kind == SUFFIX:
        return _journal_report(name, data, trusted, anchors)
    raise UserError(
        f"{name} n’est ni un envoi, ni un document scellé, ni un extrait du journal.",
        "Donnez un fichier .zip, .zip.p7m, .tsr, .pdf ou .jsonl reçu du coach, ou un dossier de "
        "contrôle.",
    )


def _control_report(name: str, check: ControlCheck, trusted: Collection[str]) -> Report:
    notes = []
    if check.manifest is not None and not check.findings:
        heading = check.manifest.heading
        people = plural(len(heading.asked), "personne")
        files = plural(len(check.manifest.files), "fichier")
        notes = [
            f"Dossier de contrôle fait le {moment(heading.made_at)}{NBSP}: {people}, {files}.",
            "La liste signée vaut pour l’ensemble. Un papier scellé se vérifie aussi seul.",
        ]
        if name.removesuffix(".zip") != heading.name:
            notes.append(f"Il a été renommé{NBSP}: il s’appelait {printable(heading.name)}.")
    return make_report(name, check.certificate, check.findings, trusted, notes=notes)


def _package_report(
    name: str, check: PackageCheck, trusted: Collection[str], anchors: Sequence[Anchor]
) -> Report:
    heading = check.manifest.heading if check.manifest else None
    notes: list[str] = []
    if not check.findings and check.manifest and heading:
        parts = (
            plural(len(check.manifest.files), "fichier"),
            plural(check.seals, "cachet"),
            plural(check.drawn, "signature dessinée", "signatures dessinées"),
        )
        notes.append(
            f"Envoi {of(month_name(heading.month))}, version {heading.version}, fait le "
            f"{moment(heading.created_at)}{NBSP}: {', '.join(parts)}."
        )
        if heading.supersedes is not None:
            before = heading.version - 1
            notes.append(
                f"C’est le rectificatif n°{NBSP}{before} {of(month_name(heading.month))}{NBSP}: il "
                f"remplace l’envoi {short_id(heading.supersedes)} (version {before})."
            )
        if heading.previous is not None:
            notes.append(f"Il suit l’envoi {short_id(heading.previous.id)} du même coach.")
        if name != heading.filename:
            notes.append(f"Le fichier a été renommé{NBSP}: il s’appelait {heading.filename}.")
    held = _package_anchors(name, check)
    faults, told = _told(name, check.proofs, of_device(anchors, check.certificate), held)
    report = make_report(
        name,
        check.certificate,
        [*check.findings, *faults],
        trusted,
        notes=[*notes, *told],
        heading=heading,
        anchors=held,
    )
    if check.manifest is None:
        return report
    return replace(report, manifest_sha256=sha256(write_manifest(check.manifest)).hexdigest())


def _package_anchors(name: str, check: PackageCheck) -> tuple[Anchor, ...]:
    if check.manifest is None:
        return ()
    head = check.manifest.heading.journal
    return (
        Anchor(head.seq, head.hash, name, check.manifest.fingerprint),
        *of_proofs(check.proofs, name, check.certificate),
    )


def _paper_report(
    name: str, check: PdfCheck, trusted: Collection[str], anchors: Sequence[Anchor]
) -> Report:
    notes: list[str] = []
    unsettled = None
    if check.sealed_at and not check.faults:
        notes.append(f"Cachet apposé le {moment(check.sealed_at.astimezone())}.")
    notes += [f"{sentence(proof)}{NNBSP}; cohérente." for proof in check.proofs if not proof.faults]
    if check.missing and not check.unfinished:
        notes.append(f"N’y a pas répondu{NBSP}: {', '.join(check.missing)}.")
    if check.unfinished:
        unsettled = (Status.UNFINISHED, f"Intact, mais pas encore achevé{NBSP}: {check.unfinished}")
    held = of_proofs(check.proofs, name, check.certificate)
    faults, told = _told(name, check.proofs, of_device(anchors, check.certificate), held)
    return make_report(
        name,
        check.certificate,
        [*(Finding(name, fault) for fault in check.faults), *faults],
        trusted,
        notes=[*notes, *told],
        unsettled=unsettled,
        anchors=held,
    )


def _told(
    name: str,
    proofs: Sequence[CheckedProof],
    anchors: Sequence[Anchor],
    held: Sequence[Anchor],
) -> tuple[list[Finding], list[str]]:
    """What ``anchors`` and the dates say of a file that holds these entries of the journal."""
    hashes = {anchor.seq: anchor.code for anchor in held}
    faults = [
        Finding(name, f"{anchor.words} n’est pas celui qu’il porte")
        for anchor in broken(anchors, hashes)
    ]
    notes = []
    for anchor in anchors:
        if anchor.seq not in hashes:
            notes.append(f"{capital(anchor.words)} n’est pas dans ce fichier.")
        elif anchor.fits(hashes[anchor.seq]):
            notes.append(f"{capital(anchor.words)} est bien dans ce fichier.")
    dated = sorted(((proof.entry, proof.reading) for proof in proofs), key=lambda entry: entry[0])
    notes += [f"Date à vérifier{NBSP}: {doubt}." for doubt in dates_set_back(dated)]
    return faults, notes


def _journal_report(
    name: str, data: bytes, trusted: Collection[str], anchors: Sequence[Anchor]
) -> Report:
    try:
        extract = read_extract(data)
    except ValueError:
        fault = Finding(name, "il n’a plus la forme d’un extrait du journal, il est coupé ou abîmé")
        return make_report(name, None, [fault], trusted)
    certificate = extract.certificate
    held = of_device(anchors, certificate)
    check = check_extract(extract, held)
    notes = []
    if check.made_at and not check.faults:
        made, found = moment(check.made_at.astimezone()), plural(len(held), "repère")
        held_words = f"{found} retrouvé{'s' if len(held) > 1 else ''}"
        entries = plural(check.entries, "enregistrement")
        notes = [f"Extrait du journal fait le {made}{NBSP}: {entries}, {held_words}."]
        if not held:
            notes.append(
                "Sans repère (option --anchor, ou un document scellé donné avec lui), rien ne "
                "montre que sa fin n’a pas été coupée."
            )
    unsettled = None
    if check.doubts:
        unsettled = (Status.DATES, f"Dates à vérifier{NBSP}: {check.doubts[0]}")
        notes += [f"Aussi{NBSP}: {doubt}." for doubt in check.doubts[1:]]
    return make_report(
        name,
        certificate,
        [Finding(name, fault) for fault in check.faults],
        trusted,
        notes=notes,
        unsettled=unsettled,
    )
