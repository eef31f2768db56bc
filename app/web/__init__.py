"""The server around the API: the page, its files, headers, errors."""
