"""What other programs see in a paper: text, places of words, colours, images."""

import re
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pypdfium2

from support.tools import require

Rgb = tuple[int, int, int]

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(
    r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*?)</word>'
)
_SLACK = 0.6
"""Points that two boxes may share: a word's box is a little larger than its ink."""


@dataclass(frozen=True)
class Word:
    """A word and its box, from the top left of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Word") -> bool:
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > _SLACK and high > _SLACK


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: list[Word]

    @property
    def outside(self) -> list[str]:
        """Words that leave the printable part of the page (8 mm)."""
        edge = 22.0
        return [
            word.text
            for word in self.words
            if word.left < edge
            or word.right > self.width - edge
            or word.top < edge - 6
            or word.bottom > self.height - 12
        ]

    @property
    def overlaps(self) -> list[tuple[str, str]]:
        """Pairs of words drawn over one another."""
        words = sorted(self.words, key=lambda word: word.top)
        found = []
        for index, word in enumerate(words):
            for other in words[index + 1 :]:
                if other.top >= word.bottom:
                    break
                if word.overlaps(other):
                    found.append((word.text, other.text))
        return found


def _run(tool: str, pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    arguments = [require(tool), *options, str(path)]
    if tool == "pdftotext":
        arguments.append("-")
    done = subprocess.run(arguments, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def texts(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page, in the order it was drawn, lines and runs of spaces as one space."""
    pages = _run("pdftotext", pdf, folder, "-raw", "-enc", "UTF-8").split("\f")[:-1]
    return [" ".join(page.split()) for page in pages]


def pages(pdf: bytes, folder: Path) -> list[Page]:
    """Each page with the places of its words."""
    found = _PAGE.findall(_run("pdftotext", pdf, folder, "-bbox", "-enc", "UTF-8"))
    return [
        Page(
            float(width),
            float(height),
            [Word(unescape(text), *map(float, box)) for *box, text in _WORD.findall(words)],
        )
        for width, height, words in found
    ]


def images(pdf: bytes, folder: Path) -> list[str]:
    """The images in the file, one line each as ``pdfimages`` lists them."""
    return _run("pdfimages", pdf, folder, "-list").splitlines()[2:]


def fonts(pdf: bytes, folder: Path) -> list[list[str]]:
    """The fonts as ``pdffonts`` lists them, in words."""
    return [line.split() for line in _run("pdffonts", pdf, folder).splitlines()[2:]]


def faults(pdf: bytes, folder: Path) -> str:
    """What ``qpdf`` has against the file's syntax; empty when nothing."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([require("qpdf"), "--check", str(path)], capture_output=True, check=False)
    return "" if done.returncode == 0 else (done.stdout + done.stderr).decode("utf-8")


def box_of(pdf: bytes, page: int, colour: Rgb) -> tuple[float, float, int]:
    """Width and height in points of what has exactly that colour on a page, and its pixels."""
    scale = 2
    document = pypdfium2.PdfDocument(pdf)
    bitmap = document[page].render(scale=scale, rev_byteorder=True, no_smoothpath=True)
    stride, width, channels = bitmap.stride, bitmap.width, bitmap.n_channels
    data, wanted = bytes(bitmap.buffer), bytes(colour)
    places = []
    start = data.find(wanted)
    while start != -1:
        if start % stride % channels == 0 and start % stride // channels < width:
            places.append((start % stride // channels, start // stride))
        start = data.find(wanted, start + 1)
    document.close()
    if not places:
        return 0.0, 0.0, 0
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return (max(xs) - min(xs) + 1) / scale, (max(ys) - min(ys) + 1) / scale, len(places)
