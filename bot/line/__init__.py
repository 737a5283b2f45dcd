"""LINE as it is on the wire: events in, messages out."""
