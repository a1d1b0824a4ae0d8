"""From cleaned shards to a published snapshot: partitions, verdicts settled, tables and what stands beside them."""
