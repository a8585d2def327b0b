"""Programs that tests start in processes of their own, and what those attempt."""
