"""The servers that the fleet is compared with: a bare Flask view, PouchDB's server and Kinto."""
