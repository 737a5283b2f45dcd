"""The hint in an empty chat: what somebody may say first."""

from collections.abc import Callable
from typing import Final

from bot.simulator.page.parts import Do, Words, box, press
from bot.simulator.phone import Phone

_LABEL: Final = "เริ่มอย่างไร · How to begin"
_HELLO: Final = {
    "th": ("สวัสดี", "ทักทายได้เลย พิมพ์ สวัสดี หรือแตะปุ่มนี้"),
    "lo": ("ສະບາຍດີ", "ທັກທາຍໄດ້ເລີຍ ພິມ ສະບາຍດີ ຫຼື ແຕະປຸ່ມນີ້"),
}
_ON: Final = {
    "th": ("เมนู", "คุยต่อได้เลย พิมพ์ เมนู หรือแตะปุ่มนี้"),
    "lo": ("ເມນູ", "ລົມຕໍ່ໄດ້ເລີຍ ພິມ ເມນູ ຫຼື ແຕະປຸ່ມນີ້"),
}
"""What is said by each language, and how that is told; a menu never answers an open question."""


class Hint:
    """Tells what to say first while that is needed, with a button that says it.

    `language` is the one that was chosen before, None while the bot does not know any: then it is
    told in both. `done` is called after something was said.
    """

    def __init__(
        self,
        holding: Callable[[], Phone],
        *,
        language: Callable[[], str | None],
        is_needed: Callable[[], bool],
        done: Do,
    ) -> None:
        self._holding, self._language, self._is_needed = holding, language, is_needed
        self._done = done
        self._shown: object = None
        self._place = box("div", role="status")
        self.refresh()

    def refresh(self) -> None:
        """Tell it anew, or no more."""
        is_needed, language = self._is_needed(), self._language()
        now = (self._holding().contact.user_id, is_needed, language)
        if now == self._shown:
            return
        self._shown = now
        self._place.clear()
        if is_needed:
            with self._place, box("div", "hint", role="group", aria_label=_LABEL):
                self._tell(language)

    def _tell(self, language: str | None) -> None:
        ways = _HELLO if language is None else {language: _ON[language]}
        for _, told in ways.values():
            Words("p", told)
        words = [word for word, _ in ways.values()]
        _tell_in_english("Say hello" if language is None else "Go on", words)
        with box("div", "buttons"):
            for word in words:
                press(word, self._sayer(word), "reply")

    def _sayer(self, word: str) -> Do:
        async def say() -> None:
            await self._holding().type(word)
            await self._done()

        return say


def _tell_in_english(what: str, words: list[str]) -> None:
    """Write the line in English, with each word to be typed in its own language."""
    with box("p", "english"):
        Words("span", f"{what}: type ")
        for number, word in enumerate(words):
            if number:
                Words("span", " or ")
            Words("span", word)
        Words("span", ", or tap it." if len(words) == 1 else ", or tap one of them.")
