"""What a stranger may try with an address."""

from __future__ import annotations

import pytest
from django.core.signing import BadSignature

from portal import leaving, modes


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example\\@www.gov.cn/x",
        "https://www.gov.cn\\.evil.example/",
        "https://www.gov.cn@evil.example/",
        "https://user:word@www.gov.cn/",
        "https://gov.cn.evil.example/",
        "https://notgov.cn/",
    ],
)
def test_a_host_in_a_governments_clothes_is_foreign(url):
    assert leaving.is_foreign(url)


@pytest.mark.parametrize("url", ["https://www.gov.cn/", "https://zwfw.shandong.gov.cn/x?y=1", "https://公开.政务/"])
def test_governments_are_no_strangers(url):
    assert not leaving.is_foreign(url)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "https://a.example\\@b.example/"])
def test_the_prompt_never_leads_to_an_address_browsers_read_differently(url):
    token = (
        leaving.link_to(url).split("/")[-2]
        if leaving.is_foreign(url)
        else leaving.signing.dumps(url, salt="portal.leaving")
    )
    with pytest.raises(BadSignature):
        leaving.destination_of(token)


@pytest.mark.parametrize("path", ["/senior//evil.example/", "/contrast///evil.example/x"])
def test_a_mode_prefix_cannot_smuggle_a_host_into_links(path):
    _mode, plain = modes.split(path)
    assert plain.startswith("/")
    assert not plain.startswith("//")
