"""The process that reads documents: started, confined, bounded, and listened to."""
