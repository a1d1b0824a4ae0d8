"""Charsets: from a source's bytes to text and, exactly, back again."""

from copydesk.charset.decoding import decode
from copydesk.charset.segments import encode

__all__ = ["decode", "encode"]
