"""What ecology does: takes samples in, with all that bars them told before."""
