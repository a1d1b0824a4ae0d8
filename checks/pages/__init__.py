"""Data Docs that read well and need no network: Great Expectations' own pages through our own templates."""
