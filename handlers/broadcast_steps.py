"""The steps of writing a broadcast: the sketch at hand, and the question that comes next."""

from dataclasses import dataclass, replace
from typing import Final

from dialogue.broadcasting.sketch import LONGEST, Sketch
from dialogue.phrase import Phrase, msgid, phrase
from dialogue.prompt import Button, Opener, Say
from dialogue.tap import Tap
from handlers.asking import ask, tap_of
from handlers.buttons import to_menu
from handlers.colleagues import reach_of
from handlers.context import Context
from handlers.incoming import Incoming
from models.broadcast_sketch import BroadcastSketch

FRONT, NEW, GO_ON, DROP = "bc", "bc.new", "bc.on", "bc.drop"
WHO, CHOOSE, TEXT, LACK, MORE = "bc.who", "bc.choose", "bc.text", "bc.lack", "bc.more"
PICTURE, TAG, EDIT, SEND, WHEN = "bc.picture", "bc.tag", "bc.edit", "bc.send", "bc.when"
"""The acts of buttons, and of what is typed for a step."""

ALBUM: Final = msgid("Choose a picture")
"""The label of the button that opens the phone's album."""

VOLUNTEERS, EVERYBODY, CHOOSING, CHOSEN = "volunteers", "everybody", "choosing", "chosen"


@dataclass(slots=True, kw_only=True)
class Desk:
    """What somebody is writing: its row, and what it holds."""

    row: BroadcastSketch
    sketch: Sketch

    def keep(self, sketch: Sketch, ctx: Context) -> "Desk":
        """Write down what is there now."""
        self.sketch = sketch
        self.row.content, self.row.touched_at = sketch.to_json(), ctx.moment.now
        return self

    def button(self, text: str, act: str, value: str = "") -> Button:
        """Make a button that counts for this sketch alone; `text` is a msgid."""
        return self.labelled(phrase(text), act, value)

    def labelled(self, label: Phrase | str, act: str, value: str = "") -> Button:
        """Make one with a label that is made up already."""
        return Button(label=label, tap=Tap(act=act, draft=self.row.id, value=value))


def may_broadcast(ctx: Context) -> bool:
    """Tell whether the contact coordinates any area."""
    return bool(reach_of(ctx))


def areas_of(ctx: Context) -> list[str]:
    """Name the areas that the contact coordinates; "" is everywhere."""
    return list(dict.fromkeys(one.area for one in reach_of(ctx)))


def desk_of(ctx: Context) -> Desk | None:
    """Find what the contact is writing; None where that is nothing, or not theirs any more."""
    if ctx.contact is None or not may_broadcast(ctx):
        return None
    row = ctx.sketches.of(ctx.contact.id, ctx.moment.now)
    sketch = None if row is None else Sketch.from_json(row.content or "{}")
    return None if row is None or sketch is None or sketch.sent else Desk(row=row, sketch=sketch)


def reopen(broadcast_id: str, ctx: Context) -> bool:
    """Let what was sent and stopped be written on, as a new one; false where it is gone."""
    row = ctx.sketches.of(ctx.someone.id, ctx.moment.now)
    if row is None or row.id != broadcast_id:
        return False
    sketch = replace(Sketch.from_json(row.content or "{}"), sent=False)
    if ctx.broadcast_pictures.get(sketch.picture_id) is None:  # it was taken back
        sketch = replace(sketch, picture="", picture_id="")
    begin(ctx).keep(sketch, ctx)
    return True


def tapped(event: Incoming, ctx: Context, *acts: str) -> tuple[Tap, Desk] | None:
    """Read a tap that belongs to what the contact is writing; None for any other event."""
    tap = tap_of(event, *acts)
    desk = None if tap is None else desk_of(ctx)
    return (
        (tap, desk) if tap is not None and desk is not None and desk.row.id == tap.draft else None
    )


def begin(ctx: Context) -> Desk:
    """Begin to write a new one; what was written before is forgotten."""
    forget(ctx)
    row = BroadcastSketch(
        id=ctx.moment.new_id(), contact_id=ctx.someone.id, touched_at=ctx.moment.now
    )
    return Desk(row=ctx.sketches.put(row, Sketch().to_json()), sketch=Sketch())


def forget(ctx: Context) -> None:
    """Forget what the contact is writing."""
    row = ctx.sketches.of(ctx.someone.id, ctx.moment.now)
    if row is not None:
        drop_picture(Desk(row=row, sketch=Sketch.from_json(row.content or "{}")), ctx)
        ctx.sketches.drop(row)


def can_show(ctx: Context) -> bool:
    """Tell whether pictures can be sent: LINE fetches them from an https address."""
    return ctx.public_url.startswith("https://")


def drop_picture(desk: Desk, ctx: Context) -> None:
    """Take the picture off again; what a made broadcast shows stays with that."""
    for attachment in ctx.attachments.of_draft(desk.row.id):
        ctx.attachments.drop(attachment)
    ctx.broadcast_pictures.drop_unused(desk.sketch.picture_id)
    desk.sketch = replace(desk.sketch, picture="", picture_id="", fetching="")


def question(desk: Desk, ctx: Context) -> Say:
    """Ask what comes next, for every step before the preview."""
    match desk.sketch.step:
        case "th" | "lo" as language:
            return _ask_text(desk, language, ctx)
        case "lack":
            return _ask_lack(desk)
        case "picture":
            return _ask_picture(desk)
        case "more":
            return _ask_more(desk)
        case _:
            return _ask_who(desk)


def _ask_who(desk: Desk) -> Say:
    is_new = not desk.sketch.passed
    text = msgid("A new broadcast. Who is to get it?") if is_new else msgid("Who is to get it?")
    return Say(
        lines=(phrase(text),),
        buttons=(
            desk.button(msgid("My volunteers"), WHO, VOLUNTEERS),
            desk.button(msgid("Everybody on LINE"), WHO, EVERYBODY),
            desk.button(msgid("Choose whom"), WHO, CHOOSING),
            desk.button(msgid("Throw it away"), DROP),
        ),
    )


def _ask_text(desk: Desk, language: str, ctx: Context) -> Say:
    sketch = desk.sketch
    ask(TEXT, ctx, about=language)
    before = sketch.lo if language == "lo" else sketch.th
    other = sketch.th if language == "lo" else sketch.lo
    lines: list[Phrase | str] = []
    if other:
        lines += [phrase(_OTHER[language]), other, ""]
    if before:
        lines += [phrase(_BEFORE[language]), before, ""]
    lines.append(phrase(_ASKED[language], most=LONGEST))
    name, day = _MARKS[language]
    text = msgid("Type {name} where each is to read their own name, {day} for the day it is sent.")
    lines.append(phrase(text, name=name, day=day))
    keep = (desk.button(msgid("Leave it so"), TEXT, f"{language}:keep"),) if before else ()
    none = desk.button(_NONE[language], TEXT, f"{language}:none")
    drop = desk.button(msgid("Throw it away"), DROP)
    return Say(lines=tuple(lines), buttons=(*keep, none, drop))


def _ask_lack(desk: Desk) -> Say:
    lacks = desk.sketch.lacks
    other = "th" if lacks == "lo" else "lo"
    return Say(
        lines=(phrase(_LACKS[lacks]),),
        buttons=(
            desk.button(_WRITE[lacks], EDIT, lacks),
            desk.button(_SEND_OTHER[other], LACK, "other"),
            desk.button(msgid("Send them nothing"), LACK, "nobody"),
        ),
    )


def _ask_picture(desk: Desk) -> Say:
    lines = [
        phrase(msgid("Is a picture to go with it? Send it now: one, the same for all.")),
        phrase(msgid("Whoever is seen in it must have agreed.")),
        phrase(msgid("The text has to say what it shows: not everybody sees pictures.")),
    ]
    is_there = bool(desk.sketch.picture or desk.sketch.fetching)
    if is_there:
        lines = [phrase(msgid("A picture is with it. To change it, send another one now."))]
    keep = (desk.button(msgid("Keep this picture"), PICTURE, "keep"),) if is_there else ()
    none = desk.button(msgid("Without a picture"), PICTURE, "none")
    album = Opener(label=phrase(ALBUM), opens="album")
    return Say(lines=tuple(lines), buttons=(*keep, none, album, to_menu()))


def _ask_more(desk: Desk) -> Say:
    sketch = desk.sketch
    text = msgid("Is a button to go with it? If not, look at it now.")
    if sketch.opens:
        text = msgid("A button is with it. Press “Look at it”, or choose another one.")
    return Say(
        lines=(phrase(text),),
        buttons=(
            desk.button(msgid("Look at it"), MORE, "done"),
            desk.button(msgid("Button: a form"), MORE, "form"),
            desk.button(msgid("Button: an answer"), MORE, "topic"),
            desk.button(msgid("Button: a web page"), MORE, "web"),
            *((desk.button(msgid("No button"), MORE, "unopen"),) if sketch.opens else ()),
            to_menu(),
        ),
    )


_ASKED: Final = {
    "th": msgid("Now type the Thai text, at most {most} letters."),
    "lo": msgid("Now type the Lao text, at most {most} letters."),
}
_MARKS: Final = {"th": ("{ชื่อ}", "{วันที่}"), "lo": ("{ຊື່}", "{ວັນທີ}")}
_OTHER: Final = {"th": msgid("The Lao text:"), "lo": msgid("The Thai text:")}
_BEFORE: Final = {
    "th": msgid("The Thai text as it is now:"),
    "lo": msgid("The Lao text as it is now:"),
}
_NONE: Final = {"th": msgid("No Thai text"), "lo": msgid("No Lao text")}
_LACKS: Final = {
    "th": msgid("There is no Thai text. What are people to get who read Thai?"),
    "lo": msgid("There is no Lao text. What are people to get who read Lao?"),
}
_WRITE: Final = {"th": msgid("Write it in Thai"), "lo": msgid("Write it in Lao")}
_SEND_OTHER: Final = {"th": msgid("The Thai text"), "lo": msgid("The Lao text")}
