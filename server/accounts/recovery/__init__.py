"""Password recovery by mail."""
