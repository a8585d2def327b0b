"""Mail, and the MIME envelope that it shares with saved web pages."""
