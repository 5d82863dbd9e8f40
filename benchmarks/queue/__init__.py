"""The queue of staff at a thousand cases and at a million, on both databases: `make bench-queue`."""
