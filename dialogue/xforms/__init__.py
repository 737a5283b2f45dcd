"""ODK XForms at run time: expressions, forms and their instances."""
