"""What the reader chooses, and how the address and the history of the browser keep it."""
