"""The page's sections, one file each: figures in, words, tables and pictures out."""
