"""Web pages, alone, in archives and in books."""
