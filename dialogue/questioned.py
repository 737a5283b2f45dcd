"""What a form asks and offers, in words, while nobody fills it in."""

from dialogue.moment import Moment
from dialogue.xforms.errors import FormError
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance


def question_in(form: Form, name: str, language: str, moment: Moment) -> str:
    """Give the label of the question of this name; the name where nothing asks for it.

    `language` is "th" or "lo".
    """
    path = _path_of(form, name)
    if path is None:
        return name
    try:
        said = Instance.new(form, moment).label(path, form.language_for(language))
    except (FormError, LookupError):  # it stands on answers
        return name
    return " ".join(said.split()) or name


def answer_in(form: Form, name: str, value: str, language: str, moment: Moment) -> str:
    """Give the label of a choice; the value itself where that is not one that is offered."""
    path = _path_of(form, name)
    if path is None:
        return value
    try:
        offered = Instance.new(form, moment).choices(path, form.language_for(language))
    except (FormError, LookupError):  # as above
        return value
    return next((one.label for one in offered if one.value == value), "") or value


def _path_of(form: Form, name: str) -> str | None:
    """Find the one question of this name outside of repeats."""
    found = [
        one.path
        for one in form.primary.definitions
        if one.name == name and not one.depth and one.path in form.parts
    ]
    return found[0] if len(found) == 1 else None
