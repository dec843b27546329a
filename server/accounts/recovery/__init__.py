"""Back into the account by mail, when the password is forgotten."""
