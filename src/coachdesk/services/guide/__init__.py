"""The user guide inside the program: its pages, what is found in them, the guide as a PDF."""
