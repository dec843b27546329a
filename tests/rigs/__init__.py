"""What the tests stand on: a database server, browsers, a desktop that shows notifications."""
