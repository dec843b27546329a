"""Whom the tests speak through: signed-in clients, and a server in a process of its own."""
