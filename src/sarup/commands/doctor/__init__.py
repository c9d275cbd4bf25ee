"""`sarup doctor`: is everything that an office's Sarup needs as it should be, and if not, what mends it?"""
