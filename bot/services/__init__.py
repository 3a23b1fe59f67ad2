"""What a learner can do: one async function is one act, inside the transaction of its caller."""
