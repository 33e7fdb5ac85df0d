"""What stands before everything that is served: who may come in, from where, and what they are shown."""
