"""The monthly package: papers already made, listed, signed, and packed into one fixed file.

Built once, at closing, and kept: whoever sends it again sends these bytes (design.md §7).
"""

import hashlib
from dataclasses import dataclass

from coachdesk.signing import cms
from coachdesk.signing.certificate import Identity
from coachdesk.sync.guide import verification_guide, verification_page
from coachdesk.sync.manifest import (
    CERTIFICATE,
    GUIDE,
    GUIDE_PAGE,
    MANIFEST,
    SIGNATURE,
    SUMS,
    FileEntry,
    Heading,
    Manifest,
    write_manifest,
    write_sums,
)
from coachdesk.sync.zipfmt import pack


@dataclass(frozen=True)
class Paper:
    """A file that the package carries.

    Attributes:
        path: inside the package, e.g. « emargement/0001234.pdf »: letters, digits, « . _ - ».
        pages: of a PDF; None for the other kinds.
        signatures: seals it carries: 1, or 0 for a file vouched for by the package alone.
    """

    path: str
    data: bytes
    pages: int | None
    signatures: int


@dataclass(frozen=True)
class PackageContent:
    """What a package is built from."""

    heading: Heading
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class BuiltPackage:
    """A package ready to be kept and sent."""

    filename: str
    data: bytes
    manifest: Manifest

    @property
    def sha256(self) -> str:
        """Digest of the whole file, for the next package to name."""
        return hashlib.sha256(self.data).hexdigest()


def build_package(content: PackageContent, identity: Identity) -> BuiltPackage:
    """The package of ``content``, signed by ``identity`` at the time its heading says.

    Raises:
        ValueError: when a path is not fit for a package or stands twice.
    """
    heading, certificate = content.heading, identity.certificate
    papers = (
        *content.papers,
        Paper(CERTIFICATE, certificate.pem, None, 0),
        Paper(GUIDE, verification_guide(heading, certificate), None, 0),
        Paper(GUIDE_PAGE, verification_page(heading, certificate), 1, 0),
    )
    files = {paper.path: paper.data for paper in papers}
    if len(files) != len(papers):
        raise ValueError("a path stands twice in the package")
    entries = sorted((_entry(paper) for paper in papers), key=lambda entry: entry.path)
    manifest = Manifest(heading, certificate.fingerprint, tuple(entries))
    listed = write_manifest(manifest)
    files[MANIFEST] = listed
    files[SIGNATURE] = cms.sign(identity, hashlib.sha256(listed).digest(), heading.created_at)
    files[SUMS] = write_sums(files)
    return BuiltPackage(heading.filename, pack(files), manifest)


def _entry(paper: Paper) -> FileEntry:
    return FileEntry(
        path=paper.path,
        sha256=hashlib.sha256(paper.data).hexdigest(),
        size=len(paper.data),
        pages=paper.pages,
        signatures=paper.signatures,
    )
