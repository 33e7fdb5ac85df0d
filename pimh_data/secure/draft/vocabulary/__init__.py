"""What headings, words and measures are called in other systems, and how a text is compared with them."""
