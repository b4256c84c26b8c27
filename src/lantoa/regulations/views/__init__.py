"""The pages of rules and of the working calendar."""
