"""`run`: start the bot."""

from bot.commands.common import say, settings_or_stop, stopping


def run() -> None:
    """Start the bot: bring the database up to date, load content, and serve until stopped."""
    settings = settings_or_stop()
    from bot.logs import configure
    from bot.serving import serve

    configure()
    with stopping():
        serve(settings, say)
