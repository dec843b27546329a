"""Keeping what people entrusted to this server: backups, restoring them, moving elsewhere.

`archive` is the file; `sqlite` and `postgres` know how a database gets in and out of it, `secrets`
what else belongs there; `service` puts them together. `move` copies from one database to another.
"""
