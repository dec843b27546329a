"""Limits how often something may be tried, by attackers or by mistake."""
