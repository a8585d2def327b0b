"""Tables in which every row is a document."""
