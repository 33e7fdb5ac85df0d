"""Papers of a selection: what they say is made once, and written as a document for Word or as one web page."""
