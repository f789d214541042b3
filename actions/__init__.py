"""What the bot does when it has understood: read slots, ask the shop, say it. No SPARQL, no SQL, no NLU here."""
