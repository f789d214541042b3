"""Staff in SQL: members, their sessions, and the log of what they did. No page and no cookie is known here."""
