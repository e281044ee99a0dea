"""The domain: what a guideline is made of, one file per family of things."""
