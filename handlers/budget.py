"""The month's budget of pushes, as a turn sees it."""

from dialogue.reminding.budget import Budget
from handlers.context import Context


def budget_of(ctx: Context) -> Budget:
    """Give what is left of the month, with what is kept back in it."""
    month = ctx.pushes.month()
    return Budget(allowed=month.allowed, left=month.left, today=ctx.moment.today, kept=ctx.reserve)
