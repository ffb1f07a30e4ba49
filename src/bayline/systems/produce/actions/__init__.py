"""What changes the store of events, one transaction each."""
