"""The ways out, one small module each, over the protocol of ``transports.protocol``."""
