"""Functions of selections, of texts and of identity (ODK XForms: select and utility functions)."""

import math

from dialogue.xforms.env import Env
from dialogue.xforms.nodes import Node
from dialogue.xforms.values import to_integer
from dialogue.xforms.xpath.compiled import Compiled
from dialogue.xforms.xpath.functions.base import Call, Function, fickle, of_text, of_texts


def _selected(answer: str, choice: str) -> bool:
    return f" {choice.strip()} " in f" {answer} "


def _count_selected(answer: str) -> float:
    return float(len(answer.split()))


def _selected_at(call: Call) -> Compiled:
    answer, place = call.args[0].text(), call.args[1].value

    def work(e: Env, n: Node) -> str:
        chosen, at = answer(e, n).split(), to_integer(place(e, n))
        if math.isnan(at):
            at = 0.0  # as in Java
        return chosen[int(at)] if 0 <= at < len(chosen) else ""

    return Compiled(work, "string")


def _choice_name(call: Call) -> Compiled:
    """Find the label of a choice; pyxform writes the path with blanks inside its quotes."""
    value, path = call.args[0].text(), call.args[1].text()

    def work(e: Env, n: Node) -> str:
        return e.library.choice_name(e, path(e, n).strip(), value(e, n))

    return Compiled(work, "string")


def _itext(call: Call) -> Compiled:
    text_id = call.args[0].text()
    return Compiled(lambda e, n: e.library.itext(e, n, text_id(e, n)), "string")


def _uuid(call: Call) -> Compiled:
    if not call.args:
        return Compiled(lambda e, _n: e.moment.new_uuid(), "string")
    length = call.args[0].value

    def work(e: Env, n: Node) -> str:
        wanted = to_integer(length(e, n))
        size = 0 if math.isnan(wanted) else int(min(max(wanted, 0.0), 1_000.0))
        letters = ""
        while len(letters) < size:
            letters += e.moment.new_id()
        return letters[:size]

    return Compiled(work, "string")


FUNCTIONS: dict[str, Function] = {
    "selected": of_texts("boolean", _selected),
    "is-selected": of_texts("boolean", _selected),
    "count-selected": of_text("number", _count_selected),
    "selected-at": Function(2, 2, _selected_at),
    "jr:choice-name": Function(2, 2, _choice_name),
    "jr:itext": Function(1, 1, _itext),
    "uuid": fickle(Function(0, 1, _uuid)),
}
