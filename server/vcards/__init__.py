"""vCards: bytes into properties, properties into a person, and a person back into a card.

The phone has the same reader (`pwa/src/contacts/`); `tests/vectors/vcards/` binds both.
"""
