"""A warm process in Rasa's environment for those who teach: it checks data, tries a draft, runs the tests.

It reads a working copy and never writes into it; it trains no model that is served. The gateway starts it,
asks it over loopback with a token, and it ends when its standard input closes.
"""
