"""Pictures that tests send."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms
from PIL.ExifTags import IFD, Base

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
MODEL, NORTH, REMARK = "Volunteer's phone", 16.4419, b"taken at her home"

_ORIENTATION, _LATITUDE_REF, _LATITUDE = Base.Orientation, 1, 2


def halves(width: int = 40, height: int = 20, *, mode: str = "RGB") -> Image.Image:
    """Draw a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), BLUE)
    image.paste(RED, (0, 0, width // 2, height))
    return image.convert(mode)


def saved(image: Image.Image, file_format: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, file_format, **options)
    return out.getvalue()


def photograph(orientation: int = 1, *, width: int = 40, height: int = 20) -> bytes:
    """Take a photograph as a phone does: with its model, the place, a profile and a remark."""
    exif = Image.Exif()
    exif[Base.Model] = MODEL
    exif[_ORIENTATION] = orientation
    gps = exif.get_ifd(IFD.GPSInfo)
    gps[_LATITUDE_REF], gps[_LATITUDE] = "N", (16.0, 26.0, 30.84)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + REMARK + b"</x:xmpmeta>"
    return saved(
        halves(width, height),
        "JPEG",
        exif=exif,
        icc_profile=profile,
        comment=REMARK,
        xmp=xmp,
        quality=95,
    )


def claiming(width: int, height: int) -> bytes:
    """Make a PNG of a few bytes that says it is `width` × `height`."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
