"""Classes: teachers, pupils, homework and what became of it. A slice of its own on the shared quiz."""
