"""Alice, with an address book."""

import pytest
from flask import Flask

from tests.server.dav.client import AddressBook
from tests.support.api import ApiClient


@pytest.fixture
def book(app: Flask, alice: ApiClient) -> AddressBook:
    return AddressBook(app, alice)
