"""My data: what is held about the contact, shown, handed out and erased on their word."""

import json
from collections.abc import Callable
from datetime import datetime

from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import Say
from dialogue.reading.steering import says_erase_me, says_my_data
from handlers.appointment_words import in_list, to_list
from handlers.asking import tap_of
from handlers.buttons import button, to_menu
from handlers.context import Context
from handlers.forgetting import forget_contact
from handlers.hand_outs import hand_out, link_to
from handlers.happened import Happened, TopicOpens
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.marking import CONTACT, ERASED, EXPORTED, mark
from handlers.phone_hours import told_hours, written_hours
from handlers.places import named, named_whole
from handlers.router import Router, Says
from handlers.threads import hand_back
from models.thread import Thread

_SHOW, _LIST, _FILE = "mydata", "mydata.list", "mydata.file"
_ASK, _YES = "mydata.erase", "mydata.yes"
_A_PAGE = 20

_LANGUAGES = {"th": msgid("Thai"), "lo": msgid("Lao")}
_ROLES = {
    "volunteer": msgid("volunteer"),
    "coordinator": msgid("coordinator"),
    "mentor": msgid("mentor"),
    "reader": msgid("reader"),
    "receiver": msgid("receiver"),
}

router = Router()


@router.on(Wrote, Tapped)
def show(event: Incoming, ctx: Context) -> Says | None:
    """Show what is held about whoever asks."""
    return _shown(ctx) if _asks(event, ctx, says_my_data, _SHOW) else None


def after_topic(event: Happened, ctx: Context) -> Says:
    """Show it to whoever asked for it in other words."""
    return _shown(ctx) if isinstance(event, TopicOpens) and event.act == _SHOW else ()


def _shown(ctx: Context) -> Says:
    me, held = ctx.someone, ctx.traces.of_contact(ctx.someone.id)
    roles: list[Words] = [
        _role(one.role, named(one.area, ctx)) for one in ctx.memberships.of(me.id)
    ]
    lines: list[Words] = [
        phrase(msgid("This is what is kept about you here:")),
        phrase(msgid("Your LINE id, encrypted, so that you can be answered.")),
        phrase(msgid("Language: {language}"), language=phrase(_LANGUAGES[ctx.language])),
        phrase(msgid("Last seen: {date}"), date=me.seen_on),
        *_remembered(ctx),
        *told_hours(ctx.wishes.of(me.id)),
        *in_list(ctx.appointments.of(me.id)),
        *roles,
        *(phrase(msgid("Tag: {tag}"), tag=one) for one in ctx.contact_tags.of(me.id)),
        phrase(msgid("Unfinished forms: {count}"), count=held.drafts),
        phrase(msgid("Forms sent: {count}"), count=held.submissions),
        phrase(msgid("Pictures and files: {count}"), count=held.pictures),
        phrase(msgid("Messages that wait for you: {count}"), count=held.parked),
        *(
            [phrase(msgid("Answers you want news of: {count}"), count=held.watches)]
            if held.watches
            else []
        ),
        *_talks(ctx),
        *_corrections(ctx),
        *_sent(ctx),
    ]
    files = (button(msgid("List what I sent"), _LIST, "0"),) if held.submissions else ()
    if ctx.public_url:
        files = (*files, button(msgid("Get it as a file"), _FILE))
    if me.care_area is not None:
        files = (*files, button(msgid("Forget the area"), "care.forget"))
    if ctx.appointments.of(me.id):
        files = (*files, to_list())
    buttons = (*files, button(msgid("Erase my data"), _ASK), to_menu())
    return (Say(lines=tuple(lines), buttons=buttons),)


@router.on(Tapped)
def give_file(event: Tapped, ctx: Context) -> Says | None:
    """Hand out the same as a file, by a link that works once; without an address here, as text."""
    if tap_of(event, _FILE) is None:
        return None
    back = button(msgid("Back to my data"), _SHOW)
    kept = hand_out(_as_json(ctx), "my-data.json", "application/json", ctx)
    link = link_to(kept, phrase(msgid("Get the file")), ctx)
    if link is None:
        ctx.traces.drop(kept)
        text = msgid("This bot has no web address, so there is no file. The list is here.")
        return (Say(lines=(phrase(text),), buttons=(back,)),)
    mark(EXPORTED, CONTACT, "", ctx)
    text = msgid("The link works once, for 15 minutes. Do not pass it on.")
    return (Say(lines=(phrase(text),), buttons=(link, back)),)


@router.on(Tapped)
def list_sent(event: Tapped, ctx: Context) -> Says | None:
    """Give the list of what someone sent: forms and times, not a word about the people visited."""
    tap = tap_of(event, _LIST)
    if tap is None:
        return None
    first = int(tap.value) if tap.value.isdecimal() else 0
    sent = ctx.traces.submissions_of(ctx.someone.id)
    shown = sent[first : first + _A_PAGE]
    lines: tuple[Words, ...] = (
        phrase(msgid("What you sent, the oldest first:")),
        *(
            phrase(
                msgid("{form}, sent {at}"),
                form=_title(form, ctx),
                at=at.astimezone(ctx.moment.zone),
            )
            for _, form, at in shown
        ),
    )
    following = first + _A_PAGE
    more = (button(msgid("More"), _LIST, str(following)),) if len(sent) > following else ()
    return (Say(lines=lines, buttons=(*more, button(msgid("Back to my data"), _SHOW))),)


@router.on(Wrote, Tapped)
def ask(event: Incoming, ctx: Context) -> Says | None:
    """Tell what goes and what stays, and ask once."""
    if not _asks(event, ctx, says_erase_me, _ASK):
        return None
    held, works = ctx.traces.of_contact(ctx.someone.id), bool(ctx.memberships.of(ctx.someone.id))
    lines: list[Words] = [
        phrase(msgid("Erase all that is kept about you?")),
        phrase(msgid("It goes at once and everywhere here. This cannot be undone.")),
    ]
    if works:
        lines.append(phrase(msgid("You will not be part of the team any more.")))
    if held.submissions:
        lines.append(
            phrase(
                msgid("What you noted about people stays, without your name: {count} forms."),
                count=held.submissions,
            )
        )
    if works:
        text = msgid(
            "Which records you opened stays written down for a year, under a code that is not"
            " your name."
        )
        lines.append(phrase(text))
    lines += _sent(ctx)
    lines.append(phrase(msgid("Messages in your own LINE stay there until you delete them.")))
    buttons = (
        button(msgid("Erase my data now"), _YES),
        button(msgid("Do not erase"), _SHOW),
    )
    return (Say(lines=tuple(lines), buttons=buttons),)


@router.on(Tapped)
def erase(event: Tapped, ctx: Context) -> Says | None:
    """Erase it; whoever writes again is a stranger."""
    if tap_of(event, _YES) is None:
        return None
    mark(ERASED, CONTACT, "", ctx)
    held = ctx.threads.held_by(ctx.someone.id)
    told = () if held is None else hand_back(held, ctx)
    forget_contact(ctx.someone, ctx.traces)
    text = msgid("Everything about you is erased. If you write again, we begin anew.")
    return (*told, Say(lines=(phrase(text),)))


def _asks(event: Incoming, ctx: Context, says: Callable[[str], bool], act: str) -> bool:
    if isinstance(event, Tapped):
        return tap_of(event, act) is not None
    return (
        isinstance(event, Wrote) and says(event.text) and ctx.drafts.open_of(ctx.someone.id) is None
    )


def _as_json(ctx: Context) -> bytes:
    """Write all that is held about the contact, with times in the zone of the programme."""
    me, held = ctx.someone, ctx.traces.of_contact(ctx.someone.id)
    told = {
        "line_id": me.line_id,
        "language": me.language,
        "last_seen": me.seen_on.isoformat(),
        "wants_notices": me.wants_notices,
        "remembered_area": me.care_area,
        "hours_for_reminders": written_hours(ctx.wishes.of(me.id)),
        "appointments": [
            {
                "kind": one.kind,
                "day": one.due_on.isoformat(),
                "hour": one.due_time,
                "steps": one.tells.split(),
                "code_word": one.word,
            }
            for one in ctx.appointments.of(me.id)
        ],
        "roles": [
            {"role": one.role, "area": one.area, "since": _at(one.joined_at, ctx)}
            for one in ctx.memberships.of(me.id)
        ],
        "tags": ctx.contact_tags.of(me.id),
        "unfinished_forms": [
            {"begun": _at(one.started_at, ctx), "last_answer": _at(one.touched_at, ctx)}
            for one in ctx.drafts.of(me.id)
        ],
        "forms_sent": [
            {"id": key, "form": form, "sent": _at(at, ctx)}
            for key, form, at in ctx.traces.submissions_of(me.id)
        ],
        "pictures_and_files": held.pictures,
        "messages_that_wait": held.parked,
        "answers_watched": [
            {"topic": one.topic_id, "until": one.until.isoformat()}
            for one in ctx.topics.watches_of(me.id)
        ],
        "talks_with_a_person": [
            {"language": one.language, "area": one.area, "since": _at(one.opened_at, ctx)}
            for one in _asked(ctx)
        ],
        "sent_to_servers": dict(held.sent),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _at(at: datetime, ctx: Context) -> str:
    return at.astimezone(ctx.moment.zone).isoformat(timespec="seconds")


def _remembered(ctx: Context) -> list[Words]:
    """Name the area that the contact asked to have remembered, for finding care."""
    area = ctx.someone.care_area
    if area is None:
        return []
    return [phrase(msgid("Area you asked to remember: {place}"), place=named_whole(area, ctx))]


def _talks(ctx: Context) -> list[Words]:
    """Tell of talks with a person, and how much of them is kept."""
    text = msgid("Talk with a person since {at}: messages kept {count}")
    return [
        phrase(
            text,
            at=one.opened_at.astimezone(ctx.moment.zone),
            count=len(ctx.threads.lines(one.id)),
        )
        for one in _asked(ctx)
    ]


def _asked(ctx: Context) -> list[Thread]:
    me = ctx.someone.id
    return [one for one in ctx.threads.of(me) if one.contact_id == me]


def _role(role: str, area: str) -> Phrase:
    return phrase(
        msgid("Role: {role}, area {area}"),
        role=phrase(_ROLES.get(role, _ROLES["reader"])),
        area=area,
    )


def _corrections(ctx: Context) -> list[Words]:
    """Tell of corrections of places that nobody has decided; nothing where there are none."""
    count = ctx.facility_proposals.count_of(ctx.someone.id)
    text = msgid("Corrections of places that wait: {count}")
    return [phrase(text, count=count)] if count else []


def _sent(ctx: Context) -> list[Words]:
    """Tell what a form server has of it: it cannot be called back from there."""
    text = msgid("Sent to {server} before: {count}. Ask there too, it cannot be called back.")
    return [
        phrase(text, server=server or phrase(msgid("another server")), count=count)
        for server, count in ctx.traces.of_contact(ctx.someone.id).sent.items()
    ]


def _title(form_id: str, ctx: Context) -> str:
    form = ctx.forms.get(form_id)
    return form_id if form is None else form.title_in(ctx.language)
