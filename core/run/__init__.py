"""An experiment and its run: one iteration after another, and runs seen as a whole."""
