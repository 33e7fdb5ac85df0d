"""The lines of `extract.toml` and of the extracts begun, and what of the data may stand in them."""
