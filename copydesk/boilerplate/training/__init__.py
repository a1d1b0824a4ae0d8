"""How the shipped model of ``copydesk.boilerplate`` is made; never imported when pages are cleaned."""
