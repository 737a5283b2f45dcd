"""What is known of people, free of where it is kept: how they are named, and what they may be."""
