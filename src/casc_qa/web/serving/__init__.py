"""The server: connections, what it opens, what it logs."""
