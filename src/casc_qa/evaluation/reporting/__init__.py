"""Figures for people: tables, plots, a page."""
