"""What the fleet is measured against: a bare Flask view, PouchDB's server and Kinto."""
