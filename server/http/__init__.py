"""What all endpoints share: errors, checks, headers, the API document."""
