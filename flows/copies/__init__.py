"""Copies among all articles of a run, found with bounded memory."""
