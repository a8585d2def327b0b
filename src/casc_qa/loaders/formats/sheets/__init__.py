"""Spreadsheets: each sheet's rows as they are shown, a paragraph each."""
