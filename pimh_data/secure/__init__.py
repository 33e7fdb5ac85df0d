"""The secure side: person-level extracts in, protected and audited cubes out. Only the command line imports it."""
