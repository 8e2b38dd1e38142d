"""The first start, step by step: who, passphrase, recovery key, drawing device, ready."""
