"""The trainers' studio: examples, stories, answers and settings of the dialogue, with their history.

What is changed here is the working copy in `training/`; it never writes to the project's own files.
"""
