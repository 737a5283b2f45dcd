"""What a finished form holds, read by the names of its questions."""

from xml.etree.ElementTree import Element

from dialogue.xforms.xml import parse


def values_in(xml: str) -> dict[str, str]:
    """Read the answers that were given, by the names of their questions.

    Of a name that stands twice, as in a repeat, the first answer is taken.

    Raises:
        XmlError: when it is no XML.
    """
    return _values(parse(xml))


def instances_in(xml: str, name: str) -> list[dict[str, str]]:
    """Read a repeat: the answers of each of its instances, first to last.

    Raises:
        XmlError: when it is no XML.
    """
    found = [node for node in parse(xml).iter() if _name(node) == name]
    return [values for node in found if (values := _values(node))]


def _values(top: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in top.iter():
        text = (node.text or "").strip()
        if text and not len(node):
            found.setdefault(_name(node), text)
    return found


def _name(node: Element) -> str:
    return node.tag.rpartition("}")[2]
