"""The interface for programs: what there is, how it is asked for, and how it is answered."""
