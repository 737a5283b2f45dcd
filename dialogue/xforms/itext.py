"""The reader of a form's texts: itext blocks and labels with outputs."""

from xml.etree.ElementTree import Element

from dialogue.xforms import syntax
from dialogue.xforms.schema import Definition
from dialogue.xforms.texts import (
    Piece,
    Source,
    Text,
    Translations,
    message,
    of_itext,
    of_message,
)
from dialogue.xforms.workshop import Workshop
from dialogue.xforms.xml import local


def read_translations(itext: Element | None, workshop: Workshop) -> Translations:
    """Read the itext block; the default language is the marked one, else the first."""
    if itext is None:
        return Translations()
    table = dict[str, dict[str, Text]]()
    default = None
    for translation in itext:
        language = translation.get("lang", "")
        if translation.get("default") is not None:
            default = language
        table[language] = {text.get("id", ""): _read_text(text, workshop) for text in translation}
    languages = tuple(table)
    return Translations(
        languages=languages, default=default or next(iter(languages), None), table=table
    )


def _read_text(element: Element, workshop: Workshop) -> Text:
    where = f"text {element.get('id', '')}"
    forms = {
        value.get("form", ""): message(pieces(value, workshop, None, where)) for value in element
    }
    main = forms.pop("", None) or forms.get("long") or forms.get("short") or message(())
    return Text(main, forms)


def pieces(
    element: Element,
    workshop: Workshop,
    at: Definition | None,
    where: str,
) -> list[Piece]:
    """Read mixed text: what is written, with each `<output>` compiled."""
    found: list[Piece] = [element.text or ""]
    for child in element:
        if local(child.tag) == "output":
            source = child.get("value") or child.get("ref") or ""
            found.append(workshop.compile(source, at, where).value)
        else:
            found.append("".join(child.itertext()))  # a tag of markup, as text
        found.append(child.tail or "")
    return found


def read_source(
    element: Element,
    at: Definition | None,
    workshop: Workshop,
    translations: Translations,
) -> Source:
    """Read a label or hint: what it refers to, else what is written in it."""
    ref = element.get("ref")
    where = f"{at.path if at else 'group'}: {local(element.tag)}"
    if not ref:
        return of_message(message(pieces(element, workshop, at, where)))
    text_id = itext_id(ref, workshop)
    if text_id is not None:
        return of_itext(translations, text_id)
    return of_message(message([workshop.compile(ref, at, where).value]))


def itext_id(source: str, workshop: Workshop) -> str | None:
    """Find the id in `jr:itext('id')`; None when the source is something else."""
    if not source.strip().startswith("jr:itext"):
        return None
    match workshop.parsed(source):
        case syntax.Call("jr:itext", (syntax.Literal(str(text_id)),)):
            return text_id
        case _:
            return None
