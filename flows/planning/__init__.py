"""What is to be done: the files of the seeds, what changed since the last run, and what pages of a source have in common."""
