"""How requests come in: bodies are read in an event loop, and only whole ones reach a thread."""
