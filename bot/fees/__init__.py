"""Reading the files of CMS releases."""
