"""What can be wrong with a form or with a stored instance of it.

XFormsError
├── FormError    the XForm cannot be used: its author has to mend it
├── StateError   a stored instance does not fit its form
└── FullError    a repeat cannot take one more instance
"""


class XFormsError(Exception):
    """Something about a form stands in the way."""


class FormError(XFormsError):
    """The XForm cannot be used; the message names the node or the expression."""


class StateError(XFormsError):
    """A stored instance does not fit its form; the message names what does not."""


class FullError(XFormsError):
    """A repeat cannot take one more instance: it has 200, or the form 5,000 nodes."""
