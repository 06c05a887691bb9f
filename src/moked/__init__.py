"""Moked: a customer-service desk that controls its own quality while it works."""
