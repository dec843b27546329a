"""Everything of an account as one zip, out and in again."""
