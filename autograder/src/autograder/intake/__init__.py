"""What came in, and the clean notebook made from it."""
