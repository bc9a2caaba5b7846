"""How a ledger's tables came to be, one revision a file; each stands by itself and is never edited later."""
