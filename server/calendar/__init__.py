"""A read-only calendar feed at a secret address: events, follow-ups and birthdays."""
