"""What the action counts besides the rendez-vous: acts of the kinds it declares, aller-vers."""
