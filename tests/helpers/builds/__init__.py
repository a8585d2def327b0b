"""Builds in processes that can be stopped, and indexes that were changed by a stranger."""
