"""Where each number comes from: its name, its value, its formula."""
