"""Zip archives of XML, which the files of office programs and books are."""
