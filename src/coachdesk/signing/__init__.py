"""Drawings, evidence, certificates, seals and their verification: bytes in, bytes out."""
