"""What the files of a folder hold: tables, columns in figures, how days are written. Guesses no meaning."""
