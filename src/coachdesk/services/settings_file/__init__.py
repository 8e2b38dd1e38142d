"""The settings of a desk in one file for a colleague, and such a file taken part by part."""
