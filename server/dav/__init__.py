"""The phone's own address book, over CardDAV (RFC 6352, with RFC 6578 for what changed).

One book an account, of vCards 3.0. `projection` keeps, beside the records, what each card shows and
under which ETag; `writes` turns a PUT into one change of a device named after its token.
"""
