"""Push messages: who is subscribed, and how a message gets to a push service."""
