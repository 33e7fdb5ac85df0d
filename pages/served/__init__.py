"""What the server gives beside its pages: each answer by its address, as a file."""
