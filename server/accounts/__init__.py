"""Who is this? Accounts, their sessions, their passwords."""
