"""Forms compiled once a process: a form version never changes."""

from collections import OrderedDict
from threading import Lock

from dialogue.xforms.form import Form
from models.form import FormVersion


class Compiled:
    """Gives the form of a form version, keeping the latest used."""

    def __init__(self, most: int = 100) -> None:
        self._most = most
        self._forms: OrderedDict[str, Form] = OrderedDict()
        self._guard = Lock()

    def __call__(self, version: FormVersion) -> Form:
        """Find the form, or compile it.

        Raises:
            FormError: when the XForm cannot be used.
        """
        with self._guard:
            known = self._forms.get(version.id)
            if known is not None:
                self._forms.move_to_end(version.id)
                return known
        form = Form.parse(version.xform)
        with self._guard:
            self._forms[version.id] = form
            while len(self._forms) > self._most:
                self._forms.popitem(last=False)
        return form
