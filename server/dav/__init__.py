"""The address book, over CardDAV (RFC 6352, and RFC 6578 for what changed).

Each account has one book, of vCards 3.0. `projection` stores, beside the records, what each card
shows and its ETag; `writes` turns a PUT into one change by a device that is named after its token.
"""
