"""vCards: bytes to properties, properties to a person, and a person to a card.

The phone has the same parser (`pwa/src/contacts/`); `tests/vectors/vcards/` tests both.
"""
