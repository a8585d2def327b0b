"""Tables whose every row is a document."""
