"""Reconciling: an incident's claims become accounts, contradictions and estimates, each led back to its
words.

It does not decide what is true: it shows who says so, how many independent voices that is, and what each
rule would conclude. Nothing is summed.
"""

from sayso.reconciling.checking import check
from sayso.reconciling.engine import Ruled, estimated, reconcile
from sayso.reconciling.judging import Applied, apply, rulings
from sayso.reconciling.policies import POLICIES, Choices, policy_named
from sayso.reconciling.told import Told, tell
from sayso.reconciling.voices import voices

__all__ = [
    "POLICIES",
    "Applied",
    "Choices",
    "Ruled",
    "Told",
    "apply",
    "check",
    "estimated",
    "policy_named",
    "reconcile",
    "rulings",
    "tell",
    "voices",
]
