"""One round trip pushes what a device did, then pulls what others did.

`clock`, `merge`, `cursor` and `followups` are pure; `store` holds the SQL; `push` and `pull` put
them together inside one transaction; `routes` is thin.
"""
