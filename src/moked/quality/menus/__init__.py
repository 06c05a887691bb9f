"""Menus of bots and telephones as graphs: ways without a human, loops, the longest way."""
