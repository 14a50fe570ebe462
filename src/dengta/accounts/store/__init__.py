"""Every SQL statement of accounts, one file a subject, and nothing else."""
