"""What a person sees: one thin file a page, and the frame round them. No numbers are worked out here."""
