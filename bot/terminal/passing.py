"""One passage through a form without LINE: replies in, the bot's messages out; nothing is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.calendar_words import Language
from bot.clock import Clock
from bot.line.outbound import render
from bot.simulator.buttons import Button, buttons_of
from bot.words import Words
from dialogue import interview
from dialogue.interview import State, Turn
from dialogue.moment import Moment
from dialogue.reply import Chosen, Media, PickedValue, Placed, Reply, Typed
from dialogue.tap import read
from dialogue.xforms.form import Form

_DRAFT: Final = "PREVIEW"
_ENDINGS: Final = {"image": ".jpg", "video": ".mp4", "audio": ".m4a", "file": ".pdf"}


class CannotTapError(Exception):
    """That button does nothing here; the text says why."""


@dataclass(slots=True, kw_only=True)
class Passing:
    """A passage that goes on; `language` may be changed at any time."""

    form: Form
    words: Words
    clock: Clock
    language: Language
    _turn: Turn | None = None
    _count: int = 0
    _messages: Sequence[Mapping[str, object]] = field(default_factory=tuple)

    def begin(self) -> list[str]:
        """Begin, and give what the bot says."""
        turn = interview.begin(
            self.form,
            draft_id=_DRAFT,
            language=self.language,
            moment=self._moment(),
            context={"deviceid": "line"},
        )
        return self._heard(turn)

    def reply(self, reply: Reply) -> list[str]:
        """Reply, and give what the bot says; nothing where it ignores the reply."""
        turn = interview.advance(
            self.form,
            self._state,
            reply,
            draft_id=_DRAFT,
            language=self.language,
            moment=self._moment(),
        )
        return self._heard(turn)

    def again(self) -> list[str]:
        """Ask anew what waits."""
        turn = interview.show(
            self.form,
            self._state,
            draft_id=_DRAFT,
            language=self.language,
            moment=self._moment(),
        )
        return self._heard(turn)

    @property
    def ended(self) -> str | None:
        """How it ended; None while it goes on, or when it is only paused."""
        ended = None if self._turn is None else self._turn.ended
        return None if ended == "paused" else ended

    @property
    def submission(self) -> str | None:
        """What would be kept; None while it goes on, and where nothing may be."""
        return None if self._turn is None else self._turn.submission

    def buttons(self) -> list[Button]:
        """List the buttons that show."""
        return buttons_of(self._messages[-1], last=True) if self._messages else []

    def sent(self) -> Reply:
        """Make the picture or file that the question waits for; where none, a picture."""
        wants = None if self._turn is None else self._turn.wants
        match wants:
            case "video" | "audio" | "file":
                return Media(kind=wants, name=f"preview{_ENDINGS[wants]}")
            case _:
                return Media(kind="image", name="preview.jpg")

    @property
    def _state(self) -> State:
        assert self._turn is not None  # noqa: S101  # it was begun
        return self._turn.state

    def _heard(self, turn: Turn) -> list[str]:
        self._turn = turn
        if turn.says:
            self._messages = render(turn.says, language=self.language, words=self.words)
        return [str(message["text"]) for message in self._messages] if turn.says else []

    def _moment(self) -> Moment:
        self._count += 1
        return Moment(now=self.clock(), seed=f"preview {self._count}")


def reply_of(button: Button, value: str, passing: Passing) -> Reply:
    """Make the reply of a tap; `value` is what was chosen in a picker.

    Raises:
        CannotTapError: when a picker was given no value, or the button leads out of the chat.
    """
    action = button.action
    tap = read(str(action.get("data", "")))
    match action.get("type"):
        case "postback" if tap is not None:
            return Chosen(tap=tap)
        case "datetimepicker" if tap is not None and value:
            return PickedValue(tap=tap, value=value)
        case "datetimepicker":
            raise CannotTapError("Say which: the letter, then for instance 2026-12-01.")
        case "location":
            return Placed(latitude=7.0086, longitude=100.4747)
        case "camera" | "cameraRoll":
            return passing.sent()
        case _:
            raise CannotTapError("This button opens something outside of the chat.")


def typed(text: str) -> Reply:
    """Make the reply of a typed text."""
    return Typed(text=text)
