"""LINE's limits, counted apart from the code that keeps them."""
