"""What an operator can see of the server: logs, metrics, requests. Never what people write."""
