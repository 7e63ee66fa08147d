"""Swim lanes on screen: a process before and after, drawn from the computed diagram."""
