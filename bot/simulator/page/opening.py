"""Opening: the page of the simulator on the web application of a bot that pretends."""

from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Response
from fastapi.responses import RedirectResponse
from nicegui import ui

from bot.simulator.guard import Guard
from bot.simulator.page import bubbles, menu
from bot.simulator.page.cast import Cast, known
from bot.simulator.page.fonts import HEAD, serve_files
from bot.simulator.page.stage import Stage
from bot.simulator.page.window import Window

TITLE: Final = "เสี่ยว · Siao"

_ICON: Final = (
    '<svg viewBox="0 0 32 32" xmlns="http://www.w3.org/2000/svg"><path d="M4 6h24v16H14l-6 6v-6H4z"'
    ' fill="#1f7a55"/><path d="M10 13h12M10 17h8" stroke="#fff" stroke-width="2.4"/></svg>'
)


def register(web: FastAPI, stage: Stage) -> None:
    """Add the page /simulator, with all that it loads, to `web`; at most once in a process.

    Must come after every other route of `web`: what nobody else answers is answered by NiceGUI.
    Where only this machine reaches it, pages from elsewhere are turned away.
    """
    if stage.premises.settings.is_for_this_machine:
        web.add_middleware(Guard, spared=tuple(web.routes))
    cast = Cast(stage)
    web.add_api_route("/", _lead_here, response_model=None)
    serve_files(web)
    _serve_pictures(web, stage)

    def show(who: str = "") -> None:
        ui.add_head_html(HEAD)
        Window(stage, cast, known(who))

    ui.page("/simulator", title=TITLE)(show)
    ui.run_with(
        web,
        title=TITLE,
        favicon=_ICON,
        language="th",
        tailwind=False,
        reconnect_timeout=10.0,
        show_welcome_message=False,
    )


async def _lead_here() -> RedirectResponse:
    return RedirectResponse("/simulator")


def _serve_pictures(web: FastAPI, stage: Stage) -> None:
    """Serve the pictures that were sent in the chats of the page, and those of menus."""

    async def sent(message_id: str) -> Response:
        _, content = stage.world.contents.ask(message_id)
        if content is None:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        return Response(content.data, media_type=content.media_type)

    async def of_menu(menu_id: str) -> Response:
        found = stage.world.menus.get(menu_id)
        if found is None:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        return Response(found.picture, media_type=found.media_type)

    web.add_api_route(f"{bubbles.PICTURES}/{{message_id}}", sent, response_model=None)
    web.add_api_route(f"{menu.PICTURES}/{{menu_id}}", of_menu, response_model=None)
