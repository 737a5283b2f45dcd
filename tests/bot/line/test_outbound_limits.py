"""Whatever is said, LINE takes it: by the pretend LINE's own counting, by LINE's schemas."""

from dataclasses import replace
from typing import Literal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import json

from bot.line.outbound import render
from bot.simulator.limits import check_messages
from bot.words import Words
from dialogue.phrase import Words as Said
from dialogue.phrase import in_both, phrase
from dialogue.prompt import AnyButton, Button, Choice, Link, Opener, Picker, Say
from dialogue.tap import Tap
from tests.bot.line.saying import actions, texts
from tests.line_schema import assert_fits

PIECES = (
    *("ก", "น้ำ", "กิ์", "สิทธิรักษาพยาบาล ", "ບັດທອງ", "ນ້ຳ", "a", "Mn 1. ", "๑", "໑", " ", "\n"),
    *("\r\n", "🍎", "👩‍👩‍👧‍👦", "🇹🇭", "👍🏽", "עברית", "\u202eمرحبا", "\u200b", "\u200d", "\ufe0f"),
    *("\x00", "\x1b", "\x85", "\ud83d", "\udc4d", "\uffff", "\u0e49" * 30, "{n}", "&=%#?"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
LONG_TEXTS = st.builds(
    lambda text, times: text * times, TEXTS, st.sampled_from([1, 1, 1, 30, 400, 2000])
)
PHRASES = st.one_of(
    st.builds(lambda n: phrase("Question {n}/{total}", n=n, total="12"), LONG_TEXTS),
    st.just(phrase("Skip")),
    st.sampled_from(in_both("Which language do you want to use?")),
)
LABELS: st.SearchStrategy[Said] = st.one_of(TEXTS, PHRASES)
LINES: st.SearchStrategy[Said] = st.one_of(LONG_TEXTS, PHRASES)
TAPS = st.builds(
    Tap,
    act=st.sampled_from(["answer", "page"]),
    draft=st.sampled_from(["", "01KBABCDEFGHJKMNPQRSTVWXYZ"]),
    serial=st.integers(min_value=0, max_value=999),
    value=st.one_of(TEXTS, st.integers(min_value=0, max_value=320).map("x".__mul__)),
)
MOMENTS = st.one_of(
    st.none(),
    st.dates().map(str),
    st.times().map(lambda at: at.isoformat("minutes")),
    st.datetimes().map(lambda at: at.isoformat("t", "minutes")),
    TEXTS,
)
URIS = st.one_of(
    st.builds(
        lambda scheme, text: scheme + text, st.sampled_from(["tel:", "https://a.org/", ""]), TEXTS
    ),
    st.sampled_from(["tel:1669", "https://example.org/" + "a" * 1000]),
)
BUTTONS: st.SearchStrategy[AnyButton] = st.one_of(
    st.builds(Button, label=LABELS, tap=TAPS),
    st.builds(
        Picker,
        label=LABELS,
        tap=TAPS,
        mode=st.sampled_from(["date", "time", "datetime"]),
        initial=MOMENTS,
        least=MOMENTS,
        most=MOMENTS,
    ),
    st.builds(Opener, label=LABELS, opens=st.sampled_from(["place", "camera", "album"])),
    st.builds(Link, label=LABELS, uri=URIS),
)
CHOICES = st.builds(
    Choice,
    number=st.integers(min_value=0, max_value=99).map(str),
    label=TEXTS,
    tap=TAPS,
    short=st.one_of(st.none(), TEXTS),
    ticked=st.sampled_from([None, True, False]),
)
MANY_CHOICES = st.lists(CHOICES, max_size=4).flatmap(
    lambda few: st.sampled_from([0, 1, 1, 3, 20]).map(lambda times: tuple(few * times))
)
SAYS = st.builds(
    Say,
    lines=st.lists(LINES, max_size=3).map(tuple),
    choices=MANY_CHOICES,
    page=st.integers(min_value=-1, max_value=30),
    turner=st.one_of(st.none(), TAPS),
    buttons=st.lists(BUTTONS, max_size=6).map(tuple),
    footer=st.lists(LINES, max_size=2).map(tuple),
)


MANY_SAYS = st.lists(SAYS, max_size=8)
LANGUAGES: st.SearchStrategy[Literal["th", "lo"]] = st.sampled_from(["th", "lo"])
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(deadline=None, suppress_health_check=SLOW)
@given(says=MANY_SAYS, language=LANGUAGES)
def test_the_pretend_line_takes_whatever_is_said(
    words: Words, says: list[Say], language: Literal["th", "lo"]
) -> None:
    messages = render(says, language=language, words=words)

    assert messages == [] or check_messages({"messages": messages}) == ()
    json.encode(messages)  # which lone surrogates would not survive


@settings(deadline=None, max_examples=50, suppress_health_check=SLOW)
@given(says=MANY_SAYS, language=LANGUAGES)
def test_whatever_is_said_fits_the_schemas_of_line(
    words: Words, says: list[Say], language: Literal["th", "lo"]
) -> None:
    messages = render(says, language=language, words=words)

    if messages:
        assert_fits({"replyToken": "token", "messages": messages}, "ReplyMessageRequest")


WORDS_ONLY = st.lists(
    st.sampled_from(["ก", "น้ำ", "ບັດ", "a", " ", "\n", "👩‍👩‍👧‍👦", "."]), max_size=30
).map("".join)


@settings(deadline=None, max_examples=100)
@given(lines=st.lists(WORDS_ONLY, max_size=8), times=st.sampled_from([1, 1, 40, 60]))
def test_no_word_is_lost_while_there_is_room(words: Words, lines: list[str], times: int) -> None:
    says = [Say(lines=(line * times,)) for line in lines]

    messages = render(says, language="th", words=words)

    said = "".join("".join(line * times for line in lines).split())
    assert "".join("".join(texts(messages)).split()) == said


@settings(deadline=None)
@given(
    count=st.integers(min_value=1, max_value=80),
    others=st.integers(min_value=0, max_value=5),
)
def test_turning_the_pages_shows_every_choice_once(words: Words, count: int, others: int) -> None:
    say = Say(
        lines=("ถาม",),
        choices=tuple(
            Choice(number=str(place), label=f"ข้อ {place}", tap=Tap(act="answer", value=str(place)))
            for place in range(1, count + 1)
        ),
        turner=Tap(act="page"),
        buttons=tuple(Button(label=str(place), tap=Tap(act="other")) for place in range(others)),
    )

    seen, page = [], 0
    while True:
        sent = actions(render([replace(say, page=page)], language="th", words=words))
        seen += [a["data"] for a in sent if a["data"].startswith("a=answer")]
        if not any(a["data"] == f"a=page&v={page + 1}" for a in sent):
            break
        page += 1

    assert seen == [f"a=answer&v={place}" for place in range(1, count + 1)]
