"""Exports an account as one zip, and imports such a zip."""
