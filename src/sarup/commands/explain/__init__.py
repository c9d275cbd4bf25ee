"""`sarup explain`: the path of an item's figures for a person, from the printed value back to the cells."""
