"""Forms compiled once a process: a form version never changes."""

from collections import OrderedDict
from threading import Lock

from dialogue.xforms.form import Form
from models.form import FormVersion


class Compiled:
    """Gives the form of a form version, keeping the latest used."""

    def __init__(self, most: int = 100) -> None:
        self._most = most
        self._forms: OrderedDict[tuple[str, str], Form] = OrderedDict()
        self._guard = Lock()

    def __call__(self, version: FormVersion) -> Form:
        """Find the form, or compile it.

        Raises:
            FormError: when the XForm cannot be used.
        """
        # the workbook of a trial keeps its id when a file comes to it
        key = version.id, version.files_hash
        with self._guard:
            known = self._forms.get(key)
            if known is not None:
                self._forms.move_to_end(key)
                return known
        # A list without its file is one of entities: publication saw to that. Its rows are
        # people's, and are put beside the form turn by turn, never here.
        form = Form.parse(version.xform, version.media(), is_live=lambda _name: True)
        with self._guard:
            self._forms[key] = form
            while len(self._forms) > self._most:
                self._forms.popitem(last=False)
        return form
