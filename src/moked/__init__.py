"""Moked: a customer-service desk that controls its own quality while it works."""

__version__ = "0.1.0"
