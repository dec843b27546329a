"""One round trip pushes what a device changed, then pulls what others changed.

`clock`, `merge`, `cursor` and `followups` are pure; `store` has the SQL; `push` applies changes,
inside the transaction; `round_trip` combines it with `pull`; `routes` is thin.
"""
