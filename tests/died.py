"""What ends a run whose bot died, or never came to life, though nobody killed it."""


class DiedError(AssertionError):
    """A process of the bot is gone; the text is what it said."""


def death_in(error: BaseException) -> DiedError | None:
    """Find a death in an error, or in any of a group of errors."""
    if isinstance(error, DiedError):
        return error
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    return next((death for one in inner if (death := death_in(one)) is not None), None)
