"""What is allowed, promised and owed, as dated figures with their clause and source. Pure."""

from moked.policy.layers import load, pack_names
from moked.policy.policy import Policy
from moked.policy.rule import Rule
from moked.policy.span import Span

__all__ = ["Policy", "Rule", "Span", "load", "pack_names"]
