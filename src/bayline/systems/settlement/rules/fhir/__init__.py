"""FHIR R5: a Claim becomes a bill, what the rules give a ClaimResponse; both are checked."""
