"""A page over a copy of the sample office, for the tests of one file."""

from collections.abc import Iterator

import pytest

from tests.support.web.page_office import PageOffice, copied
from tests.support.whole_way import Published


@pytest.fixture(scope="module")
def page(office: Published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageOffice]:
    """Return a page; what a test writes into its home stays for the others of its file."""
    page = copied(office, tmp_path_factory.mktemp("page"))
    yield page
    page.office.close()
