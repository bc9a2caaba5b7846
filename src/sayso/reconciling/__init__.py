"""The reconciling room."""
