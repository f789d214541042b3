"""What staff see of conversations and make of them: insights, the list, search, marks, corrections, exports."""
