"""Pages about the site itself."""

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse

from ..leaving import destination_of
from ..methods import read_only
from ..place_tree import place_tree
from ..shell import Column, render


@read_only
def site_map(request: HttpRequest) -> HttpResponse:
    column = Column("网站地图", "概况信息", "全站栏目、部门、街道、镇、社区和村", "网站地图,栏目")
    return render(request, "portal/site_map.html", {"tree": place_tree()}, column=column)


@read_only
def help_page(request: HttpRequest) -> HttpResponse:
    column = Column("使用帮助", "概况信息", "怎么查文件、怎么看有效性、怎么打印", "使用帮助,怎么查,怎么打印")
    return render(request, "portal/help.html", {}, column=column)


@read_only
def accessibility(request: HttpRequest) -> HttpResponse:
    column = Column("无障碍说明", "概况信息", "长者版、高对比、朗读和键盘操作", "无障碍,长者版,高对比,朗读")
    return render(request, "portal/accessibility.html", {}, column=column)


@read_only
def privacy(request: HttpRequest) -> HttpResponse:
    column = Column("隐私声明", "概况信息", "本站不收集个人信息", "隐私,个人信息")
    return render(request, "portal/privacy.html", {}, column=column)


@read_only
def leaving(request: HttpRequest, token: str) -> HttpResponse:
    """Asks before a foreign site is opened. Only addresses that this site itself wrote are offered."""
    try:
        destination = destination_of(token)
    except BadSignature as error:
        raise Http404 from error
    column = Column("离开本站", "概况信息", "前往其他网站前的提示", "离开本站")
    return render(request, "portal/leaving.html", {"destination": destination}, column=column)
