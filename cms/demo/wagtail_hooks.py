from collections.abc import Iterator

from wagtail import hooks

from . import accounts, records


@hooks.register("golive_obstacles")
def demo_is_still_here() -> Iterator[str]:
    if count := records.loaded():
        yield f"网站上还有{count}份演示内容，都是虚构的。请运行 manage.py demo --remove 删除。"
    if names := accounts.with_demo_password():
        yield f"演示账号还能用演示密码登录：{'、'.join(names)}。请改密码，或者停用这些账号。"
