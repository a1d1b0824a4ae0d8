"""The work itself: what a worker process does with a shard, and what hands shards to processes, here or on a cluster."""
