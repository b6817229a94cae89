"""Tables, figures, sentences and the appendix, in each language."""
