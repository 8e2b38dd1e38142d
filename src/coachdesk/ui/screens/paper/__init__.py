"""Any kind of paper is filled in, signed, printed and handed over."""
