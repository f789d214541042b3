"""Starting, watching and stopping the processes of one shop on one machine. Imports nothing heavy."""
