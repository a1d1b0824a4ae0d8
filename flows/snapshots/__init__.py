"""What lies in ``cleaned/``: tables, manifest and pointer, read and written so that a crash leaves nothing half done."""
