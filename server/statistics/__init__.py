"""What an operator can see of all accounts together: counts, never a name."""
