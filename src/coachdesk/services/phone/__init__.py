"""What goes to a phone by a QR code on the screen."""
