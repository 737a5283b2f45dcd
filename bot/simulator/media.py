"""Pictures, videos, sounds and files that a contact sends."""

import io
from typing import Literal

from PIL import ExifTags, Image

from bot.simulator.contents import Content
from bot.simulator.events import Event, Events
from bot.simulator.sources import Source
from bot.simulator.world import World

_TYPES = {"image": "image/jpeg", "video": "video/mp4", "audio": "audio/x-m4a"}


def make_picture(
    width: int = 64, height: int = 48, *, colour: tuple[int, int, int] = (60, 120, 90)
) -> bytes:
    """Make a JPEG as a phone would, with the place where it was taken in its EXIF."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Pretend"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (7.0, 0.0, 30.0)
    stream = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(stream, "JPEG", exif=exif)
    return stream.getvalue()


class Media:
    """Makes the events of media and gives their contents to the world to hold."""

    def __init__(self, world: World, events: Events) -> None:
        self._world = world
        self._events = events

    def picture(
        self,
        source: Source,
        data: bytes | None = None,
        *,
        preparing: int = 0,
        image_set: tuple[str, int, int] | None = None,
    ) -> Event:
        """Make the event of a picture.

        `preparing` is how often it is asked for before it is ready. `image_set` is (id, number
        from 1, how many) of pictures sent together.
        """
        more: dict[str, object] = {}
        if image_set is not None:
            name, number, total = image_set
            more["imageSet"] = {"id": name, "index": number, "total": total}
        return self._held("image", source, data or make_picture(), preparing, more)

    def recording(
        self,
        source: Source,
        kind: Literal["video", "audio"],
        data: bytes = b"a recording",
        *,
        preparing: int = 0,
        milliseconds: int = 3000,
    ) -> Event:
        """Make the event of a video or a voice message."""
        return self._held(kind, source, data, preparing, {"duration": milliseconds})

    def file(self, source: Source, name: str, data: bytes, *, preparing: int = 0) -> Event:
        """Make the event of a file."""
        message = {"type": "file", "fileName": name, "fileSize": len(data)}
        event = self._events.message(source, message)
        content = Content(data=data, media_type="application/octet-stream", preparing=preparing)
        self._world.contents.put(message_id_of(event), content)
        return event

    def elsewhere(self, source: Source, address: str) -> Event:
        """Make the event of a picture that LINE does not hold itself."""
        provider = {
            "type": "external",
            "originalContentUrl": address,
            "previewImageUrl": address,
        }
        message = {
            "type": "image",
            "contentProvider": provider,
            "quoteToken": self._world.ids.token(),
        }
        return self._events.message(source, message)

    def _held(
        self, kind: str, source: Source, data: bytes, preparing: int, more: dict[str, object]
    ) -> Event:
        message = {"type": kind, "contentProvider": {"type": "line"}, **more}
        if kind != "audio":
            message["quoteToken"] = self._world.ids.token()
        event = self._events.message(source, message)
        content = Content(data=data, media_type=_TYPES[kind], preparing=preparing)
        self._world.contents.put(message_id_of(event), content)
        return event


def message_id_of(event: Event) -> str:
    """Read the id of the message that an event brings.

    Raises:
        KeyError: when it brings none.
    """
    message = event["message"]
    assert isinstance(message, dict)  # noqa: S101  # we made it
    return str(message["id"])
