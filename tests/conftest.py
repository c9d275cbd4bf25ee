"""The sample office, published once a session for everybody who asks about it."""

import pytest
from whole_way import HALF, SAMPLE, YEAR, Published, publish_office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return the sample's home with the documents of both rounds; nobody writes into it."""
    return publish_office(SAMPLE / "inbox", tmp_path_factory.mktemp("home"), (HALF, YEAR))
