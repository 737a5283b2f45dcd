"""A page of the simulator that shows every kind of message, beside a bot that only listens."""

import io
import sys
from asyncio import run
from datetime import timedelta
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from PIL import Image, ImageDraw

from bot.listening import listening
from bot.secrets import new_keyring
from bot.serving import answering
from bot.settings import Settings
from bot.simulator.delivering import in_process
from bot.simulator.menus import RichMenu
from bot.simulator.movable import MovableClock
from bot.simulator.page.cast import Cast
from bot.simulator.page.opening import register
from bot.simulator.page.stage import Stage
from bot.simulator.people import Json
from bot.simulator.world import World
from bot.starting import Premises
from bot.store import Store
from tests.databases import make_tables

_CALL: Final = {"type": "uri", "label": "โทร 1330", "uri": "tel:1330"}
_NEXT: Final = {"type": "postback", "label": "ถัดไป", "data": "next", "displayText": "ถัดไปนะ"}
_SAY: Final = {"type": "message", "label": "ບໍ່ແມ່ນ", "text": "ບໍ່ແມ່ນ"}
_WEB: Final = {"type": "uri", "label": "เปิดเว็บ", "uri": "https://example.org/a"}
_PICTURE: Final = "https://example.org/pictures/hall.jpg"

MESSAGES: Final[tuple[Json, ...]] = (
    {"type": "text", "text": "ผู้ป่วยน้ำหนักขึ้นปู่กี่ครั้ง ที่นี้ทั้งปี้\nຜູ້ປ່ວຍນ້ຳໜັກຂຶ້ນປູ່ຈັກເທື່ອ ຢູ່ນີ້ໝົດປີ້"},
    {"type": "image", "originalContentUrl": _PICTURE, "previewImageUrl": _PICTURE},
    {
        "type": "location",
        "title": "รพ.สต. ตัวอย่าง",
        "address": "ตำบลสมมุติ",
        "latitude": 15.2,
        "longitude": 104.8,
    },
    {
        "type": "template",
        "altText": "ปุ่ม",
        "template": {
            "type": "buttons",
            "title": "สิทธิของคุณ",
            "text": "เลือกสิ่งที่อยากรู้",
            "actions": [_NEXT, _CALL, _WEB],
        },
    },
    {
        "type": "template",
        "altText": "ยืนยัน",
        "template": {
            "type": "confirm",
            "text": "ຈະບັນທຶກຄຳຕອບບໍ",
            "actions": [{**_NEXT, "label": "ແມ່ນ"}, _SAY],
        },
    },
    {
        "type": "template",
        "altText": "หลายใบ",
        "template": {
            "type": "carousel",
            "columns": [
                {
                    "thumbnailImageUrl": _PICTURE,
                    "title": f"สถานที่ที่ {number}",
                    "text": "เปิดทุกวัน",
                    "actions": [_CALL],
                }
                for number in (1, 2, 3)
            ],
        },
    },
    {
        "type": "template",
        "altText": "รูปหลายใบ",
        "template": {
            "type": "image_carousel",
            "columns": [{"imageUrl": _PICTURE, "action": _NEXT}] * 3,
        },
    },
    {
        "type": "flex",
        "altText": "โรงพยาบาลใกล้คุณ",
        "contents": {
            "type": "carousel",
            "contents": [
                {
                    "type": "bubble",
                    "hero": {"type": "image", "url": _PICTURE},
                    "body": {
                        "type": "box",
                        "layout": "vertical",
                        "spacing": "sm",
                        "contents": [
                            {"type": "text", "text": name, "weight": "bold", "size": "lg"},
                            {
                                "type": "box",
                                "layout": "baseline",
                                "spacing": "sm",
                                "contents": [
                                    {"type": "text", "text": "เวลา", "color": "#52606d", "flex": 1},
                                    {"type": "text", "text": "08:30–16:30", "flex": 3},
                                ],
                            },
                            {"type": "separator", "margin": "md"},
                            {
                                "type": "text",
                                "text": "เดินจากตลาดไปทางทิศเหนือ ผ่านวัด แล้วเลี้ยวซ้ายที่ต้นโพธิ์",
                                "wrap": True,
                                "size": "sm",
                            },
                        ],
                    },
                    "footer": {
                        "type": "box",
                        "layout": "vertical",
                        "contents": [
                            {"type": "button", "style": "primary", "action": _CALL},
                            {"type": "button", "action": _WEB},
                        ],
                    },
                }
                for name in ("โรงพยาบาลสมมุติ", "ໂຮງໝໍສົມມຸດ")
            ],
        },
    },
    {
        "type": "text",
        "text": "ปุ่มทุกแบบ",
        "quickReply": {
            "items": [
                {"type": "action", "action": action}
                for action in (
                    _NEXT,
                    _SAY,
                    _CALL,
                    {
                        "type": "datetimepicker",
                        "label": "เลือกเวลา",
                        "data": "time",
                        "mode": "datetime",
                        "initial": "2026-11-25t08:30",
                        "max": "2026-12-31t23:59",
                    },
                    {"type": "location", "label": "ส่งตำแหน่ง"},
                    {"type": "camera", "label": "ถ่ายรูป"},
                    {"type": "cameraRoll", "label": "เลือกรูป"},
                    {"type": "clipboard", "label": "คัดลอก", "clipboardText": "ABC-123"},
                )
            ]
        },
    },
)


def _menu() -> RichMenu:
    """Make a menu of two halves."""
    stream = io.BytesIO()
    image = Image.new("RGB", (1200, 405), (40, 110, 90))
    ImageDraw.Draw(image).rectangle((600, 0, 1200, 405), fill=(190, 120, 40))
    image.save(stream, "PNG")
    half = {"y": 0, "width": 600, "height": 405}
    fields: Json = {
        "size": {"width": 1200, "height": 405},
        "selected": True,
        "name": "สองปุ่ม",
        "chatBarText": "เมนูที่นี่",
        "areas": [
            {"bounds": {"x": 0, **half}, "action": {**_SAY, "label": "ซ้าย"}},
            {"bounds": {"x": 600, **half}, "action": {**_CALL, "label": "ขวา"}},
        ],
    }
    picture = stream.getvalue()
    return RichMenu(menu_id="menu", fields=fields, picture=picture, media_type="image/png")


async def _show(folder: Path, port: int) -> None:
    keys = new_keyring(["gallery"])
    settings = Settings(database_url=f"sqlite:///{folder}/gallery.db")
    store = Store(settings.database_url, keys)
    make_tables(store)
    clock = MovableClock(ahead=timedelta(minutes=1))
    world = World(now=clock)
    world.menus.add(_menu())
    web = FastAPI()

    @web.post("/webhook")
    async def hear() -> dict[str, str]:
        if not world.shown(me):
            world.show(me, MESSAGES, how="push", request_id="")
        return {}

    async def settle() -> None:
        """Nothing is done later here."""

    premises = Premises(settings=settings, store=store, keys=keys)
    deliver = in_process(web)
    stage = Stage(world=world, clock=clock, premises=premises, deliver=deliver, settle=settle)
    me = Cast(stage).phone("visitor").contact.user_id
    world.menus.link(me, "menu")
    register(web, stage)
    listener = listening("127.0.0.1", port)
    async with answering(web, listener, heeds_signals=True, has_pages=True) as stopped:
        sys.stderr.write(f"The gallery listens on {listener.getsockname()}\n")
        sys.stderr.flush()
        await stopped.wait()


if __name__ == "__main__":
    run(_show(Path(sys.argv[1]), int(sys.argv[2])))
