"""What the tests share: outside tools, a clock that stands still, and the fault harness."""
