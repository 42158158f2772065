"""Texts from templates, for every floor that writes one and shows no page."""
