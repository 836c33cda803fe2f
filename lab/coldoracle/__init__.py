"""A differential test: what the model says of a packet, and what the kernel did with it."""
