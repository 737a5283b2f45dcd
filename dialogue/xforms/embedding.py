"""A form made whole: the files that its lists lie in written into it."""

import re
from collections.abc import Mapping

from dialogue.xforms.external import ITEMSETS, list_of, lists_of_itemsets
from dialogue.xforms.nodes import Node
from dialogue.xforms.xml import escaped, legal

_OUTSIDE = re.compile(r'<instance id="([^"]*)" src="[^"]*/([^"/]+)"\s*/>')
_MODEL_INSTANCE = "</instance>"
_NAME = re.compile(r"[A-Za-z_][\w.-]*")


def embedded(xform: str, media: Mapping[str, bytes]) -> str:
    """Write the lists of these files into an XForm as pyxform writes it; others stay outside.

    Columns whose headings cannot name an element are left out.

    Raises:
        FormError: when a file cannot be read.
    """

    def inside(found: re.Match[str]) -> str:
        name, file = found[1], found[2]
        if file not in media:
            return found[0]
        return _instance(name, list_of(file, media[file]))

    xform = _OUTSIDE.sub(inside, xform)
    if ITEMSETS not in media:
        return xform
    lists = lists_of_itemsets(media[ITEMSETS])
    written = "".join(_instance(name, document) for name, document in lists.items())
    return xform.replace(_MODEL_INSTANCE, _MODEL_INSTANCE + written, 1)


def _instance(name: str, document: Node) -> str:
    inner = "".join(map(_written, document.children))
    return f'<instance id="{escaped(name)}">{inner}</instance>'


def _written(node: Node) -> str:
    if not _NAME.fullmatch(node.name):
        return ""
    inner = "".join(map(_written, node.children)) or escaped(legal(node.text))
    return f"<{node.name}>{inner}</{node.name}>" if inner else f"<{node.name}/>"
