"""The pages of the indicators, each answering one question."""
