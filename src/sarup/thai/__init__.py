"""Thai writing: digits, numbers, dates, comparison, odd letters, links, lists, words. Pure functions."""
