"""What an authority does about an inspection: the action plan, its actions, and the papers printed from it."""
