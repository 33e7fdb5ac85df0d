"""Parts that pages are made of: filters, status strip, headline cards, chart panels."""
