"""The figures of docs/performance.md and how they are taken: `make bench`."""
