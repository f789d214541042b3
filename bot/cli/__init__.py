"""The command line `bot`: one file a group of commands. Commands import what they need when they run."""
