"""A running chat, and requests to it."""
