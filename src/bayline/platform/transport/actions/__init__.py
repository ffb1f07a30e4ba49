"""What changes the transport: keys, partners, messages written, taken and signed for."""
