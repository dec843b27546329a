"""Logs, metrics and the request log, for the operator. They never contain what people write."""
