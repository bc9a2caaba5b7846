"""What a terminal shows: rich renderables made from records, at any width from 60 columns up.

Every text from an article passes :func:`sayso.model.wording.plain` or ``safe`` on its way, so that it cannot
steer the terminal. Nothing here prints.
"""
