"""How the reading model is made: data to examples, examples to weights, weights to the shipped file.

Needs torch (see ``training/requirements.txt``); nothing in ``src/`` imports it.
"""
