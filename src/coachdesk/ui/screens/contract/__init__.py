"""The contrat d’engagement is prepared."""
