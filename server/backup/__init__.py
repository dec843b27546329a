"""Backup, restore, and moving to another database.

`archive` is the file format; `sqlite` and `postgres` copy a database into it and back, `secrets`
does so for the keys; `service` combines them. `move` copies from one database to another.
"""
