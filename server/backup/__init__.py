"""Keeping what people entrusted to this server: backups, restoring them, moving elsewhere.

`bundle` is the file; `sqlite` and `postgres` know how a database gets in and out of it, `secrets`
what else belongs there; `keep` puts them together. `move` copies from one database to another.
"""
