"""Staff's pages of what was said: conversations, one conversation, corrections. They never change a model."""
