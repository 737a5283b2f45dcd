"""How often each kind of work is looked for, in seconds."""

from typing import Final

SWEEP_S: Final = 2.0
FETCH_S: Final = 2.0
FORWARD_S: Final = 30.0
PUSH_S: Final = 5.0  # threads and pushes
BROADCAST_S: Final = 2.0
LEARN_S: Final = 2.0  # whether there is something new to learn
COUNT_S: Final = 5.0  # whether LINE is to be asked again how many messages are used
MENUS_S: Final = 2.0
REMIND_S: Final = 2.0  # reminders that fell due
LEFT_S: Final = 600.0  # visits that nobody ended
NIGHT_S: Final = 60.0  # whether the night's work is done
