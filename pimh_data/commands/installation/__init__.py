"""What `doctor` looks at, a module a matter: each gives a diagnosis for what is good, doubtful or wrong."""
