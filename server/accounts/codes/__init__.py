"""One-time codes (TOTP, RFC 6238) beside the password, and ten codes to recover with."""
