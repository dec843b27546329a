"""Which Karmadex this is, said in this place alone."""

VERSION = "0.10.0.dev0"
