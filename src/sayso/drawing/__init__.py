"""Pictures of incidents: places as areas on a map, tolls as a chart. Numbers and path data, no markup.

Pages and reports draw the same; what surrounds the paths (links, titles, colours) is theirs. Imports
:mod:`sayso.model` and nothing else of ours.
"""
