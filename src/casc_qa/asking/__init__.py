"""Asking: a question in, the documents' sentences out, or why there are none."""
