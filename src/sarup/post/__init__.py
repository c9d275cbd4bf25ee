"""Mail: what lies ready goes out once, what comes in goes to its division's folder."""
