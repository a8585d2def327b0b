"""What files of office programs and books are made of: zip archives of XML."""
