"""The boîte d’envoi: what is queued, sent, taken back, acknowledged."""
