"""What several tests share: the project's folders, files to read, processes to start."""
