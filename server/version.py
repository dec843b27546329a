"""The version of Karmadex; it is defined nowhere else."""

VERSION = "0.10.0.dev0"
