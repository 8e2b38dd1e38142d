"""Sending in the background: a connection noticed, what waits sent, receipts fetched."""
