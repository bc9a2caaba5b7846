"""Grouping: the claims of many articles become incidents and series, each membership with its reasons.

:func:`group` groups everything at once; :class:`Grouping` keeps the state and takes one article more without
touching what lies elsewhere. Both give the same groups, in whatever order the articles come. This room
compares; it does not weigh what is true, and it sums nothing.
"""

from sayso.grouping.engine import Filed, Grouping, Regrouped, group

__all__ = ["Filed", "Grouping", "Regrouped", "group"]
