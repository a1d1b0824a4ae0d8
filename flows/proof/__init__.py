"""What can be asked of a snapshot: does it hold, why is this character here, what would other rules have decided."""
