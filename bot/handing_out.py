"""The door to files: personal ones behind a button that spends the link, pictures as they are."""

import asyncio
from html import escape
from typing import Final
from urllib.parse import quote

from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse

from bot.calendar_words import Language
from bot.clock import Clock
from bot.store import Store
from bot.words import LANGUAGES, Words
from dialogue.phrase import Phrase, msgid, phrase
from models.broadcast_picture import MEDIA as PICTURE_MEDIA
from models.broadcast_picture import BroadcastPictures
from models.contact import Contacts
from models.hand_out import HandOuts

PATH: Final = "/get"

_LONGEST: Final = 64  # letters of a token; ours have 22
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
}
_FOR_MANY: Final = {"Cache-Control": "private, max-age=3600"}
"""A picture of a broadcast may be kept by a phone for an hour: no longer, for it may be erased."""

_PAGE: Final = """<!doctype html>
<html lang="{language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Siao</title>
<style>body{{font:1.1rem/1.5 sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem}}
button{{font:inherit;padding:.8rem 1.4rem;border:0;border-radius:.5rem}}
button{{background:#06703a;color:#fff}}
</style><body>{body}"""


class Door:
    """Hands out files to whoever brings a token that is neither spent nor too old.

    Phones and LINE open links of their own accord for previews: looking at the page spends nothing.
    """

    def __init__(self, *, store: Store, words: Words, clock: Clock) -> None:
        self._store, self._words, self._clock = store, words, clock

    def register(self, web: FastAPI) -> None:
        """Open the door."""
        web.add_api_route(f"{PATH}/{{token}}", self.look, methods=["GET", "HEAD"])
        web.add_api_route(f"{PATH}/{{token}}", self.fetch, methods=["POST"])

    async def look(self, token: str) -> Response:
        """Show the page with the button; a picture of the chat as it is."""
        if (shown := await asyncio.to_thread(self._shown, token)) is not None:
            media, content = shown
            return Response(content, media_type=media, headers=_HEADERS)
        if (picture := await asyncio.to_thread(self._picture, token)) is not None:
            return Response(picture, media_type=PICTURE_MEDIA, headers=_HEADERS | _FOR_MANY)
        language = await asyncio.to_thread(self._language, token)
        if language is None:
            return self._gone()
        text = self._words.say(phrase(_ONCE), language)
        label = self._words.say(phrase(msgid("Get the file")), language)
        body = f'<p>{escape(text)}</p><form method="post"><button>{escape(label)}</button></form>'
        return _page(body, language)

    async def fetch(self, token: str) -> Response:
        """Give the file, and spend the token."""
        found = await asyncio.to_thread(self._spent, token)
        if found is None:
            return self._gone()
        name, media, content = found
        headers = {**_HEADERS, "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
        return Response(content, media_type=media, headers=headers)

    def _shown(self, token: str) -> tuple[str, bytes] | None:
        with self._store.thinking() as session:
            shelf = HandOuts(session)
            found = shelf.offered(token[:_LONGEST], self._clock())
            if found is None or not found.is_shown:
                return None
            return found.media, shelf.content(found)

    def _picture(self, token: str) -> bytes | None:
        with self._store.thinking() as session:
            shelf = BroadcastPictures(session)
            found = shelf.offered(token[:_LONGEST])
            return None if found is None else shelf.content(found)

    def _language(self, token: str) -> Language | None:
        with self._store.thinking() as session:
            found = HandOuts(session).offered(token[:_LONGEST], self._clock())
            if found is None:
                return None
            contact = Contacts(session).get(found.contact_id)
            return "lo" if contact is not None and contact.language == "lo" else "th"

    def _spent(self, token: str) -> tuple[str, str, bytes] | None:
        with self._store.writing() as session:
            shelf = HandOuts(session)
            found = shelf.spend(token[:_LONGEST], self._clock())
            if found is None:
                return None
            told = found.name or "", found.media, shelf.content(found)
            if found.is_once:
                shelf.drop(found)
            return told

    def _gone(self) -> Response:
        """Say the same of a link that is wrong, spent or too old, in both languages."""
        gone: Phrase = phrase(_GONE)
        texts = (self._words.say(gone, language) for language in LANGUAGES)
        return _page("".join(f"<p>{escape(text)}</p>" for text in texts), "th", status=404)


def _page(body: str, language: Language, status: int = 200) -> HTMLResponse:
    html = _PAGE.format(language=language, body=body)
    return HTMLResponse(html, status_code=status, headers=_HEADERS)


_ONCE: Final = msgid(
    "This link works once, and only for 15 minutes. The file may tell of people: keep it to"
    " yourself, and delete it when it is not needed any more."
)
_GONE: Final = msgid("This link does not work any more. Ask for a new one in the chat.")
