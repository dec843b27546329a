"""What every call shares: problems, checks, headers, the API document."""
