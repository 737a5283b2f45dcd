"""The page of the simulator: a phone in the browser, and beside it what the bot knows."""
