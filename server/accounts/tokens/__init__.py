"""Tokens: keys that a user gives to other programs, each for one purpose."""
