"""One round trip pushes what a device did, then pulls what others did.

`clock`, `merge`, `cursor` and `followups` are pure; `store` holds the SQL; `push` takes what came,
inside of the transaction; `round_trip` puts it together with `pull`; `routes` is thin.
"""
