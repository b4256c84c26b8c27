"""The pages of signing in, of second steps, invitations and personal links."""
