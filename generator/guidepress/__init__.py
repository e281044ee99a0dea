"""guidepress: clinical guidelines as checked YAML, built into a searchable, cross-linked site."""

__version__ = "0.1.0"
