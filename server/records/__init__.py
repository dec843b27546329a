"""What people keep: one register of kinds, one table, one history."""
