"""Input that wants to do harm: each case is refused or harmless."""
