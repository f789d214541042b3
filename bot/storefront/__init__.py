"""The shop's own pages: its front page, its categories, its products, with the chat on each of them."""
