"""Charts: from one description and the rows of a figure come finding, sentence, drawing, table, CSV and interactive
figure.
"""
