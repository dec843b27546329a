"""Reads requests in an event loop. Only complete ones are passed to a thread."""
