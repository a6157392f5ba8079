from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from search.lookup import Lookup

from ..methods import read_only
from ..paging import page_number, paginate
from ..shell import Column, now_of, render


@read_only
def search(request: HttpRequest) -> HttpResponse:
    """Places by name, records by number, title or summary. The question is shown, never kept."""
    now = now_of(request)
    question = Lookup.read(request.GET.get("q", ""))
    page = paginate(question.find(now), now, page_number(request.GET.get("page", "")))
    return render(
        request,
        "portal/search.html",
        {
            "question": question,
            "page": page,
            "places": question.places(),
            "base_query": f"?{urlencode({'q': question.text})}",
        },
        column=Column("搜索", "政策文件", "按文号、标题和摘要查找", "搜索,文号,标题"),
    )
