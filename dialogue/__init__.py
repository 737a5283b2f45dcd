"""How a conversation advances: pure values in, pure values out."""
