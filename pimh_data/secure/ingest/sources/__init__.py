"""A site's own files, brought into the contracts' form as `extract.toml` says, with every line accounted for."""
