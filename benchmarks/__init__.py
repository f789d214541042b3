"""How fast Daogou is, beside Rasa's own starter bot on the same machine. Nothing here is asserted in a test."""
