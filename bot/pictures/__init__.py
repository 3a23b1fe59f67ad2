"""What is shown as a picture: values in, PNG out; no clock, no files but the fonts, nothing shared."""
