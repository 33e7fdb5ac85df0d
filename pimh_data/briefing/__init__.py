"""Answer -> words, slides, documents."""
