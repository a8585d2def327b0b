"""What every floor above uses of the machine: files, folders, small files, watching."""
