"""Limits for the hostile and the clumsy: how often something may be tried."""
