"""Pictures: what is left of them, and which are refused."""

from io import BytesIO

import pytest
from PIL import Image
from PIL.ExifTags import IFD

from bot.pictures import SHOWN, NotAPictureError, TooManyPixelsError, repainted
from tests.bot.drawing import (
    BLUE,
    MODEL,
    NORTH,
    RED,
    REMARK,
    WHITE,
    claiming,
    halves,
    photograph,
    saved,
)


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def colour(image: Image.Image, x: int, y: int) -> tuple[int, int, int]:
    """Name the colour at a point, as JPEG keeps it: rounded to none or full."""
    pixel = image.getpixel((x, y))
    assert isinstance(pixel, tuple)
    red, green, blue = (255 * round(part / 255) for part in pixel)
    return red, green, blue


def test_nothing_of_the_phone_the_place_or_the_remarks_is_left() -> None:
    sent = photograph()
    assert opened(sent).getexif().get_ifd(IFD.GPSInfo)
    assert MODEL.encode() in sent
    assert REMARK in sent

    kept = repainted(sent)

    image = opened(kept)
    assert image.format == "JPEG"
    assert dict(image.getexif()) == {}
    assert not {"exif", "icc_profile", "comment", "xmp", "photoshop"} & set(image.info)
    assert MODEL.encode() not in kept
    assert REMARK not in kept
    assert b"Exif" not in kept
    assert b"ICC_PROFILE" not in kept
    assert str(NORTH).encode() not in kept


@pytest.mark.parametrize(
    ("orientation", "size", "red_at", "blue_at"),
    [
        (1, (40, 20), (5, 10), (35, 10)),
        (3, (40, 20), (35, 10), (5, 10)),
        (6, (20, 40), (10, 5), (10, 35)),
        (8, (20, 40), (10, 35), (10, 5)),
    ],
)
def test_a_picture_stands_upright(
    orientation: int, size: tuple[int, int], red_at: tuple[int, int], blue_at: tuple[int, int]
) -> None:
    image = opened(repainted(photograph(orientation)))

    assert image.size == size
    assert colour(image, *red_at) == RED
    assert colour(image, *blue_at) == BLUE


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ((4000, 1000), (1600, 400)),
        ((1000, 4000), (400, 1600)),
        ((1600, 1600), (1600, 1600)),
        ((40, 20), (40, 20)),
        ((5000, 1), (1600, 1)),
    ],
)
def test_the_longest_side_is_1600_at_most(sent: tuple[int, int], kept: tuple[int, int]) -> None:
    assert opened(repainted(saved(halves(*sent), "JPEG"))).size == kept


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_every_kind_of_jpeg_becomes_a_plain_one(mode: str) -> None:
    image = opened(repainted(saved(halves(mode=mode), "JPEG")))

    assert (image.mode, image.size) == ("RGB", (40, 20))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "I;16"])
def test_every_kind_of_png_becomes_a_jpeg(mode: str) -> None:
    drawn = Image.new("I;16", (40, 20), 9) if mode == "I;16" else halves(mode=mode)

    image = opened(repainted(saved(drawn, "PNG")))

    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (40, 20))


@pytest.mark.parametrize("file_format", ["PNG", "WEBP"])
def test_what_is_transparent_becomes_white(file_format: str) -> None:
    drawn = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    drawn.paste((255, 0, 0, 255), (0, 0, 20, 20))

    image = opened(repainted(saved(drawn, file_format)))

    assert colour(image, 5, 10) == RED
    assert colour(image, 35, 10) == WHITE


@pytest.mark.parametrize("file_format", ["GIF", "WEBP", "PNG"])
def test_of_what_moves_the_first_picture_is_kept(file_format: str) -> None:
    red, blue = Image.new("RGB", (40, 20), RED), Image.new("RGB", (40, 20), BLUE)
    moving = saved(red, file_format, save_all=True, append_images=[blue, red])

    image = opened(repainted(moving))

    assert getattr(image, "n_frames", 1) == 1
    assert colour(image, 20, 10) == RED


@pytest.mark.parametrize(
    "size", [(50_000, 50_000), (2_000_000_000, 2_000_000_000), (10_000, 9_000), (5000, 4001)]
)
def test_a_picture_that_would_unfold_too_far_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(TooManyPixelsError):
        repainted(claiming(*size))


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        "ສະບາຍດີ".encode(),
        b"%PDF-1.7\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        claiming(0, 0),
        claiming(100, 100),
        photograph(width=400, height=400)[:-2000],
        saved(halves(400, 400), "PNG")[:-40],
        saved(halves(), "TIFF"),
        saved(halves(), "BMP"),
    ],
    ids=range(12),
)
def test_what_is_no_whole_picture_is_refused(sent: bytes) -> None:
    with pytest.raises(NotAPictureError):
        repainted(sent)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")  # Pillow tells it, and goes on
def test_a_broken_note_of_the_camera_leaves_the_picture() -> None:
    sent = photograph()
    place = sent.index(b"Exif\0\0") + 6
    broken = sent[: place + 4] + b"\xff\xff\xff\x7f" + sent[place + 8 :]

    assert opened(repainted(broken)).size == (40, 20)


def test_what_many_get_is_a_megabyte_at_most_and_still_a_picture() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((1600, 1600), 200) for _ in "RGB"])
    sent = saved(noise, "JPEG", quality=95)
    assert len(repainted(sent)) > SHOWN

    kept = repainted(sent, most=SHOWN)

    assert len(kept) <= SHOWN
    assert max(opened(kept).size) >= 1024
    assert repainted(photograph(), most=SHOWN) == repainted(photograph())
