"""The page: the planning office's desk and the divisions' counter, over commands/ and record/."""
