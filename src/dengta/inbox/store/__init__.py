"""Every SQL statement of the inbox, and nothing else."""
