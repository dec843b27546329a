"""Limits for the hostile and the clumsy: how often, and how much."""
