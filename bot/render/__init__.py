"""An answer in words, tables, plain text, on the console and as a picture. Knows no Discord and computes no number."""
