"""Named migrations, applied in order of their numbers, each in one transaction with its ledger row."""
