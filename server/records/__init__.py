"""The records of users: the register of kinds, their one table, their history."""
