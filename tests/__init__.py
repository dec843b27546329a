"""Karmadex, read as a specification: Alice owns things, Bob and Charlie must see none of them."""
