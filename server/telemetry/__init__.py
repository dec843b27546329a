"""What an operator can see of the server: logs, metrics, figures. Never what people write."""
