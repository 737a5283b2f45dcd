"""What is wrong, odd or missing in a form that pyxform may well convert: one matter a file."""
