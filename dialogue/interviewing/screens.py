"""What stands on the screen beside a question: the answers so far, "cancel?", "save?", more."""

from dialogue.interviewing.repeating import name_of
from dialogue.interviewing.sitting import Sitting
from dialogue.interviewing.telling import cut, told
from dialogue.phrase import Phrase, msgid, phrase
from dialogue.prompt import AnyButton, Button, Choice, Link, Say
from dialogue.tap import Tap
from dialogue.xforms.controls import Step

_BLANK = "–"
_LABEL, _ANSWER = 80, 60  # letters of a question, and of its answer, in the review


def passed(sitting: Sitting) -> tuple[Step, ...]:
    """Give the questions that were passed, in the order of their numbers in the review."""
    return tuple(step for step in sitting.questions() if sitting.is_done(step.path))


def review(sitting: Sitting, *, extra: tuple[Button, ...] = ()) -> Say:
    """List the answers by number; each can be changed."""
    choices = tuple(
        Choice(
            number=str(number),
            label=_reviewed(sitting, step),
            tap=sitting.tap("fix", str(number)),
        )
        for number, step in enumerate(passed(sitting), start=1)
    )
    text = (
        msgid("This is what you sent, as it is corrected now.")
        if sitting.passage.corrects
        else msgid("These are the answers so far.")
    )
    change = phrase(msgid("To change an answer, press its button or type its number."))
    return Say(
        lines=(phrase(text),),
        choices=choices,
        page=sitting.passage.page,
        turner=sitting.tap("page"),
        footer=(change, *_still_to_do(sitting)),
        buttons=(*_onward(sitting), *extra, _more(sitting)),
    )


def check(sitting: Sitting, *, extra: tuple[Button, ...] = ()) -> Say:
    """Ask whether to save."""
    return Say(
        lines=(phrase(msgid("That was the last question. Save the answers now?")),),
        buttons=(
            _save(sitting),
            Button(label=phrase(msgid("Check answers")), tap=sitting.tap("review")),
            *extra,
            Button(label="◀", tap=sitting.tap("back")),
            _more(sitting),
        ),
    )


def confirm(sitting: Sitting, *, extra: tuple[Button, ...] = ()) -> Say:
    """Ask whether the answers may be thrown away."""
    text, yes = msgid("Cancel this form? Its answers will be erased."), msgid("Yes, erase them")
    if sitting.passage.corrects:
        text = msgid("Cancel this correction? What you sent stays as it was.")
        yes = msgid("Yes, cancel it")
    return Say(
        lines=(phrase(text),),
        buttons=(
            Button(label=phrase(yes), tap=sitting.tap("erase")),
            _to_question(sitting),
            *extra,
        ),
    )


def more(sitting: Sitting) -> Say:
    """Offer what is seldom needed."""
    waiting = sitting.waiting()
    blank: tuple[AnyButton, ...] = ()
    if waiting is not None and sitting.may_skip(waiting):
        blank = (Button(label=phrase(msgid("Skip")), tap=sitting.tap("skip")),)
    return Say(
        lines=(phrase(msgid("What do you want to do?")),),
        buttons=(
            _to_question(sitting),
            *blank,
            Button(label=phrase(msgid("Pause")), tap=sitting.tap("pause")),
            Button(label=phrase(msgid("Check answers")), tap=sitting.tap("review")),
            Button(label=phrase(msgid("Change language")), tap=Tap(act="language")),
            Button(label=phrase(msgid("I do not understand")), tap=sitting.tap("help")),
            Link(label=phrase(msgid("Call 1669")), uri="tel:1669"),
            Button(label=phrase(msgid("Cancel")), tap=sitting.tap("cancel")),
        ),
    )


def early(sitting: Sitting) -> Say:
    """Offer words that came before the question; they are not repeated, as they may be private."""
    return Say(
        lines=(phrase(msgid("This came before the question. Use it as the answer?")),),
        buttons=(
            Button(label=phrase(msgid("Use as the answer")), tap=sitting.tap("use")),
            Button(label=phrase(msgid("Do not use")), tap=sitting.tap("drop")),
        ),
    )


def paused(sitting: Sitting) -> Say:
    """Say that the answers are kept, and how to go on."""
    return Say(
        lines=(
            phrase(msgid("Paused. Your answers are kept.")),
            phrase(msgid("To go on, press the button or type “continue”.")),
        ),
        buttons=(
            Button(label=phrase(msgid("Continue")), tap=Tap(act="resume", draft=sitting.draft_id)),
        ),
    )


def _reviewed(sitting: Sitting, step: Step) -> str:
    label = sitting.instance.label(step.path, sitting.itext) or step.path.rpartition("/")[2]
    if step.repeats:
        place = step.repeats[-1]
        label = f"{place.index} {name_of(sitting, place.path)} · {label}".replace("  ", " ")
    return f"{cut(label, _LABEL)}: {cut(told(sitting, step), _ANSWER) or _BLANK}"


def _still_to_do(sitting: Sitting) -> tuple[Phrase, ...]:
    """Say that a correction counts only once it is saved; its button may be out of sight."""
    if not sitting.passage.corrects or sitting.next() is not None:
        return ()
    # A note of the form may have sounded as if everything was erased already.
    withdrawn = msgid("What you sent is not erased yet. To erase it, press “Erase all”.")
    save = msgid("When all is right, press “Save”. Until then nothing is changed.")
    return (phrase(withdrawn if sitting.withdraws() else save),)


def _onward(sitting: Sitting) -> tuple[Button, ...]:
    return (_save(sitting),) if sitting.next() is None else (_to_question(sitting),)


def _save(sitting: Sitting) -> Button:
    label = msgid("Erase all") if sitting.withdraws() else msgid("Save")
    return Button(label=phrase(label), tap=sitting.tap("save"))


def _to_question(sitting: Sitting) -> Button:
    return Button(label=phrase(msgid("Back to the question")), tap=sitting.tap("ask"))


def _more(sitting: Sitting) -> Button:
    return Button(label="⋯", tap=sitting.tap("menu"))
