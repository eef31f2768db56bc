"""Where each number comes from: its name, its quantity, its formula."""
