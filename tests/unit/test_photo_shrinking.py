"""A photo that is kept: upright, readable, small, with nothing in it but its pixels."""

from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from coachdesk.core.errors import UserError
from coachdesk.services import photo_shrinking
from coachdesk.services.attachment_files import TakenFile
from coachdesk.services.attachments import ready
from coachdesk.services.photo_shrinking import LONGEST_SIDE, MOST_BYTES, shrunk
from support.stores import refusal_of

PLACE = "50.0089 N 1.8344 E"
OWNER = "Téléphone de Léa"


def encoded(image, kind, **how):
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def paper(width=3000, height=4000):
    """Something like a typed page photographed: a grain, lines of text."""
    page = Image.effect_noise((width, height), 18).convert("RGB")
    draw = ImageDraw.Draw(page)
    for line in range(40):
        draw.text(
            (width // 10, height // 10 + line * height // 55), "Attestation " * 6, fill="black"
        )
    return page


def from_a_phone(image, **how):
    """With all that a phone writes beside the picture."""
    about = Image.Exif()
    about[0x010F] = OWNER
    about[0x8825] = {1: "N", 2: (50.0, 0.0, 32.0), 29: PLACE}
    for tag, value in how.items():
        about[int(tag.removeprefix("tag"))] = value
    return encoded(image, "JPEG", quality=92, exif=about, comment=OWNER.encode())


@pytest.fixture(scope="module")
def photo():
    return from_a_phone(paper(), tag274=6)


def opened(data):
    return Image.open(BytesIO(data))


def test_a_photo_of_a_page_is_readable_and_small(photo):
    (kept,) = shrunk("page.jpg", photo)
    assert len(photo) > 2_000_000
    assert len(kept.data) <= MOST_BYTES
    assert max(opened(kept.data).size) >= 1700, "small print of an A4 page is still read"
    assert max(opened(kept.data).size) <= LONGEST_SIDE


def test_it_is_turned_as_the_camera_was_held(photo):
    (kept,) = shrunk("page.jpg", photo)
    width, height = opened(kept.data).size
    assert width > height, "a page of 3000 x 4000 said to be held sideways"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_nothing_told_beside_the_pixels_survives(kind):
    about = Image.Exif()
    about[0x010F] = OWNER
    about[0x8825] = {1: "N", 2: (50.0, 0.0, 32.0), 29: PLACE}
    told = {"exif": about.tobytes()}
    if kind == "JPEG":
        told["comment"] = OWNER.encode()
        told["xmp"] = f"<x:xmpmeta>{PLACE}</x:xmpmeta>".encode()
    before = encoded(paper(600, 800), kind, **told)
    assert PLACE.encode() in before
    (kept,) = shrunk(f"page.{kind}", before)
    after = opened(kept.data)
    assert not after.getexif()
    assert not set(after.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert PLACE.encode() not in kept.data
    assert OWNER.encode() not in kept.data


def test_a_drawing_stays_crisp_and_a_clear_ground_turns_white():
    drawing = Image.new("RGBA", (900, 600), (0, 0, 0, 0))
    ImageDraw.Draw(drawing).text((50, 50), "RQTH", fill=(10, 20, 30, 255))
    (kept,) = shrunk("capture.png", encoded(drawing, "PNG"))
    assert kept.suffix == ".png"
    assert opened(kept.data).convert("RGB").getpixel((899, 599)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16", "I", "F"])
def test_every_kind_of_pixels_is_taken(mode):
    kind = "TIFF" if mode in {"CMYK", "I", "F"} else "PNG"
    (kept,) = shrunk("image", encoded(Image.new(mode, (300, 200)), kind))
    assert opened(kept.data).size == (300, 200)


def test_sixteen_bits_of_grey_are_not_burnt_white():
    deep = Image.new("I;16", (100, 100), 0x8000)
    (kept,) = shrunk("scan.png", encoded(deep, "PNG"))
    assert abs(opened(kept.data).convert("L").getpixel((50, 50)) - 128) <= 2


def test_pages_of_a_scan_become_one_pdf():
    page = Image.new("1", (1240, 1754), 1)
    scan = encoded(page, "TIFF", save_all=True, append_images=[page, page])
    kept = ready(TakenFile("scan_0012.tif", scan))
    assert kept.name == "scan_0012.pdf"
    assert kept.data.startswith(b"%PDF")
    assert kept.data.count(b"/Type /Page\n") == 3


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch):
    flat = encoded(Image.new("1", (20_000, 20_000)), "PNG")
    assert len(flat) < 200_000, "a bomb is small"
    with pytest.raises(UserError, match="trop grande"):
        shrunk("bombe.png", flat)
    monkeypatch.setattr(photo_shrinking, "_MOST_PIXELS", 1000)
    with pytest.raises(UserError, match="trop grande"):
        shrunk("petite.png", encoded(Image.new("L", (100, 100)), "PNG"))


WHOLE = {
    "a.jpg": from_a_phone(paper(160, 120), tag274=8),
    "a.png": encoded(paper(60, 80), "PNG"),
    "a.tif": encoded(Image.new("1", (80, 60)), "TIFF", compression="group4"),
    "a.webp": encoded(paper(60, 80), "WEBP"),
    "a.gif": encoded(paper(60, 80), "GIF"),
    "a.bmp": encoded(paper(60, 80), "BMP"),
}


@settings(max_examples=120)
@given(
    st.sampled_from(sorted(WHOLE)),
    st.floats(0, 1),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=9)),
             max_size=6),
)  # fmt: skip
@example("a.jpg", 0.4, [])
@example("a.tif", 1.0, [(0.5, b"\xff" * 8)])
def test_a_broken_picture_is_kept_clean_or_refused_in_words(name, length, blows):
    data = bytearray(WHOLE[name])
    for where, blow in blows:
        at = int(where * len(data))
        data[at : at + len(blow)] = blow
    cut = bytes(data[: int(length * len(data))])
    kept = []
    refusal_of(lambda: kept.append(ready(TakenFile(name, cut))))
    if not kept or kept[0].data.startswith(b"%PDF"):
        return
    after = opened(kept[0].data)
    after.load()
    assert not after.getexif()
    assert PLACE.encode() not in kept[0].data
