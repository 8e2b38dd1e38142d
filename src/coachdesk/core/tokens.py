"""The look, in one place: colours by what they mean, sizes of text, steps between things.

The window wears one theme of it, the papers the light one, the icon of the program three of its
colours. Neither Qt nor ReportLab is known here; nothing else states a colour or a size of text
(docs/decisions/0054).
"""

from dataclasses import dataclass, replace

SPACES = (0, 2, 4, 6, 8, 10, 12, 16, 24)
"""Every distance between two things of the window, in pixels: close things belong together."""


@dataclass(frozen=True)
class Tokens:
    """The colours of a theme, and its measures in device-independent pixels."""

    accent: str = "#1F4E5A"
    """The one hue: titles, what is pressed, the line of a chart."""
    accent_deep: str = "#143A44"
    accent_soft: str = "#E7EEEF"
    """Ground of heads of tables and of what is chosen."""
    accent_line: str = "#9DBFC7"
    accent_fill: str = "#1F4E5A"
    """Ground of what is pressed to act, on which ``on_fill`` is written."""
    fill_hover: str = "#143A44"
    fill_focus: str = "#9DBFC7"
    """Around what is filled, where the keyboard is on it."""
    on_fill: str = "#FFFFFF"
    ink: str = "#1C2629"
    ink_soft: str = "#536164"
    ink_faint: str = "#5F6B70"
    """Notes and captions: the faintest that is still read at 4.5:1 on every ground."""
    line: str = "#DCE3E4"
    line_strong: str = "#B9C5C7"
    edge: str = "#7B8A8D"
    """Around what is typed in: 3:1 on every ground, since that is what tells it."""
    rule: str = "#C5CED1"
    """Parts the rows of a table and the levels of a chart."""
    paper: str = "#FFFFFF"
    ground: str = "#F5F8F8"
    """Of the window, and of every other row."""
    menu: str = "#143A44"
    menu_ink: str = "#FFFFFF"
    menu_soft: str = "#AECBD2"
    menu_chosen: str = "#27606E"
    done: str = "#1F6B45"
    done_soft: str = "#E5F2EA"
    mend: str = "#8A5300"
    mend_soft: str = "#FBF1DE"
    mend_mark: str = "#FFD9A0"
    """A cell to mend in a workbook that is given back."""
    refused: str = "#A8231C"
    refused_soft: str = "#FBEAE9"
    focus: str = "#2A8598"
    series: str = "#1F4E5A"
    """The figure that a chart is about: a whole line with discs, or full bars."""
    series_beside: str = "#5F6B70"
    """What it is compared with: the year before, what is foreseen; dotted, dashed or thin."""
    agreed: str = "#1C2629"
    """The target of a chart: a dashed line, named at its end."""
    track: str = "#E7EEEF"
    """What a bar fills."""
    pen: str = "#142661"
    """The ink of whoever signs."""
    place_1: str = "#2A8598"
    """The edge by which a place is known in the agenda; its name is always written too.

    No two are as light: they are told apart in grey, and by whoever confuses red and green.
    """
    place_2: str = "#AB7DE4"
    place_3: str = "#4F340B"
    place_4: str = "#2C4683"
    place_5: str = "#973558"
    place_6: str = "#6B6D0C"
    chevrons: str = "on-light"
    """Folder of the little arrows that a style sheet can only take from a file."""
    family: str = "Ubuntu"
    base: int = 14
    small: int = 12
    axis: int = 11
    """Numbers and months of a chart."""
    large: int = 17
    title: int = 23
    figure: int = 26
    padcode: int = 40
    """The code that a person notes, read from across a table."""
    brand: int = 19
    cover: int = 72
    control: int = 34
    target: int = 32
    """What is pressed is no lower, whatever it says."""
    hand: int = 48
    """What the participant presses, on a screen that a finger touches."""
    menu_row: int = 40
    menu_tight: int = 31
    tile: int = 76
    tile_figure: int = 22
    arrow: int = 14
    gap: int = 8
    pad: int = 16
    radius: int = 6


LIGHT = Tokens()
DARK = Tokens(
    accent="#83CBD2",
    accent_deep="#B4E1E5",
    accent_soft="#1E3437",
    accent_line="#3F7076",
    accent_fill="#1F6F78",
    fill_hover="#257D87",
    fill_focus="#B4E1E5",
    on_fill="#FFFFFF",
    ink="#E6EDEE",
    ink_soft="#AFBDBF",
    ink_faint="#95A4A7",
    line="#2B383A",
    line_strong="#4A5B5E",
    edge="#73858A",
    rule="#3A484B",
    paper="#182123",
    ground="#101718",
    menu="#0A1011",
    menu_ink="#E6EDEE",
    menu_soft="#93B9BD",
    menu_chosen="#1E3F43",
    done="#82CDA2",
    done_soft="#15301F",
    mend="#EBB868",
    mend_soft="#33280F",
    mend_mark="#6B4A12",
    refused="#F5A3A7",
    refused_soft="#3B1B1E",
    focus="#5DBBC5",
    series="#83CBD2",
    series_beside="#AFBDBF",
    agreed="#E6EDEE",
    track="#2B383A",
    place_1="#5DBBC5",
    place_2="#8D7FD9",
    place_3="#BB9671",
    place_4="#C5D3FF",
    place_5="#CB527F",
    place_6="#C5C053",
    chevrons="on-dark",
)
CONTRAST = replace(
    LIGHT,
    accent="#003B42",
    accent_deep="#00282D",
    accent_soft="#DDF0F2",
    accent_line="#0E8A96",
    accent_fill="#00363C",
    fill_hover="#000000",
    fill_focus="#5FC3CE",
    ink="#000000",
    ink_soft="#1A1A1A",
    ink_faint="#303030",
    line="#6B6B6B",
    line_strong="#000000",
    edge="#000000",
    rule="#6B6B6B",
    ground="#FFFFFF",
    menu="#000000",
    menu_soft="#D6E6E8",
    menu_chosen="#004B53",
    done="#003D1C",
    done_soft="#E2F4E8",
    mend="#4D2C00",
    mend_soft="#FFF3DC",
    refused="#74000A",
    refused_soft="#FFECEC",
    focus="#0047C2",
    series="#003B42",
    series_beside="#303030",
    agreed="#000000",
    track="#DDF0F2",
)
"""Every text at 7:1 or better, every edge at 3:1."""
CONTRAST_DARK = replace(
    DARK,
    accent="#8FE9F2",
    accent_deep="#C8F6FA",
    accent_soft="#00353B",
    accent_line="#4FB6C1",
    accent_fill="#00525B",
    fill_hover="#003C43",
    fill_focus="#FFD500",
    ink="#FFFFFF",
    ink_soft="#E6E6E6",
    ink_faint="#CFCFCF",
    line="#8C8C8C",
    line_strong="#FFFFFF",
    edge="#FFFFFF",
    rule="#8C8C8C",
    paper="#000000",
    ground="#000000",
    menu="#000000",
    menu_ink="#FFFFFF",
    menu_soft="#D0E8EA",
    menu_chosen="#004B53",
    done="#8DF0B5",
    done_soft="#002B14",
    mend="#FFCE7A",
    mend_soft="#2E1F00",
    refused="#FFB9BC",
    refused_soft="#3A0004",
    focus="#FFD500",
    series="#8FE9F2",
    series_beside="#CFCFCF",
    agreed="#FFFFFF",
    track="#00353B",
)
THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST, "contrast_dark": CONTRAST_DARK}
"""By the keys that are kept with the machine."""


@dataclass(frozen=True)
class Points:
    """The sizes of text on paper, from the faintest note to the title of a cover."""

    tiny: float = 5.6
    """In the picture of another program's window."""
    fine: float = 6
    small: float = 6.5
    """Heads of tables, notes at the foot."""
    note: float = 7
    dense: float = 7.5
    body: float = 8
    """Of a table."""
    eased: float = 8.5
    plain: float = 9
    text: float = 9.5
    """Of what is read before it is signed."""
    read: float = 10
    lead: float = 11
    head: float = 11.5
    part: float = 14
    title: float = 16
    main: float = 18
    grand: float = 20
    key: float = 24
    """A key that is typed anew from its sheet."""
    cover: float = 26


POINTS = Points()
LADDER = (10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5, 4.5, 4)
"""Tried one after the other where all of a text must fit in its room."""

FLAG_BLUE, FLAG_GOLD = "#003399", "#FFCC00"
"""The emblem of the European Union, as its rules of publicity want it."""


def components(colour: str) -> str:
    """As a PDF writes it: three parts of one, « 0.122 0.306 0.353 »."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3g}" for i in (1, 3, 5))


def office(colour: str) -> str:
    """As the files of an office suite write it: « 1F4E5A »."""
    return colour.removeprefix("#")
