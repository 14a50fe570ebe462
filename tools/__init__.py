"""What a developer's commands are made of. Nothing here is installed with the desk."""
