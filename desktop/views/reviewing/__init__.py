"""The facilitator's desk for exercises: who has sent what, and reading, accepting, returning it."""
