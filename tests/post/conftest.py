"""The authority of the mail servers, made once a process."""

import pytest

from tests.support.mail_servers import Authority, make_authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))
