"""Figures about all accounts together, for the operator: counts, never names."""
