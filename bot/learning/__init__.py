"""The rules: pure functions over values; no clock, no I/O."""
