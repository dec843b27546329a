"""Accounts, their sessions and their passwords: who sends a request."""
