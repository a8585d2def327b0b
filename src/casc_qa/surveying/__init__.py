"""Looks over whole documents at once, always in their own words."""
