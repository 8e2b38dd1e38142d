"""An immersion (PMSMP) is planned, or changed before it begins."""
