"""What systems share and that touches the world: pages, later the record, registers, people."""
