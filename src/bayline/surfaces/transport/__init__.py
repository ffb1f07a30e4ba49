"""The transport for administrators, on the command line, and for the programs of partners."""
