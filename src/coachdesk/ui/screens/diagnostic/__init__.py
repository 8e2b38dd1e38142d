"""What is learned of the person before the decision."""
