"""What Moked found, for people: words, tables and figures of findings, in their language."""
