"""The Flask JSON API of Karmadex. It imports nothing from pwa/."""
