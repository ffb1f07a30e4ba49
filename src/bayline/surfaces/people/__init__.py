"""How people come in: the gate, the log-in, the own account and the accounts of all."""
