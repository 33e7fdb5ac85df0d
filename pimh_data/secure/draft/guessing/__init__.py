"""What tables and columns mean, each by itself and beside the others. Writes nothing."""
