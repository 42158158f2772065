"""The roof: what is added to the site; the only floor that talks to MkDocs."""
