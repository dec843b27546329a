"""The log of what happened to an account. It shows its owner whether somebody else got in."""
