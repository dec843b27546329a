"""What is to come, for the phone's own calendar: by a secret address, read only."""
