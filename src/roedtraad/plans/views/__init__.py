"""The pages of the plan, each answering one question."""
