"""One file a question: released cells -> statistics -> Answer. Nothing here has seen a person's record."""
