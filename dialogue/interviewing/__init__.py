"""The parts of one passage through a form; `dialogue.interview` is its door."""
