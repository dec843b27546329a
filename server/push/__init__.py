"""Push messages: subscriptions, and sending messages to push services."""
