"""What happened to an account: for its owner, who sees by it whether it was somebody else."""
