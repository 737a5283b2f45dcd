"""How typed words become answers: pure readers of Thai, Lao and English."""
