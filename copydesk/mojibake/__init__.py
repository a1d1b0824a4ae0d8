"""Mojibake: text that was decoded with the wrong charset, and what became of it since."""

from copydesk.mojibake.repairing import repair_text

__all__ = ["repair_text"]
