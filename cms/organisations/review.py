"""The way of a text from who may write it to who may publish it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.models import AbstractGroupApprovalTask, TaskState


class PublisherApproval(AbstractGroupApprovalTask):
    """Approved by a publisher of the organisation or of the one above it, never by the author herself (四眼原则)."""

    class Meta:
        verbose_name = "发布人审核"
        verbose_name_plural = "发布人审核"

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        if is_author(obj, user) or not (user.is_superuser or self._user_in_groups(user)):
            return []
        reject, approve = ("reject", "退回修改", True), ("approve", "审核通过并发布", False)
        return [reject, approve] if not has_rewritten(obj, user) and may_publish_for(obj, user) else [reject]

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        if is_author(task_state.workflow_state.content_object, user):
            raise PermissionDenied("自己提交的内容要请另一位同事审核。")
        if action_name == "approve" and has_rewritten(task_state.workflow_state.content_object, user):
            raise PermissionDenied("您改过这份内容，要请另一位同事审核通过。")
        if action_name == "approve" and not may_publish_for(task_state.workflow_state.content_object, user):
            raise PermissionDenied("这份内容由上级机构负责，要请上级机构的发布人审核通过。")
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        return super().get_task_states_user_can_moderate(user, **kwargs).exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls) -> str:
        return "由本机构或上级机构的发布人审核，本人不能审核自己提交的内容。"


def is_author(page: Any, user: Any) -> bool:
    """Did ``user`` write ``page`` or hand it in?"""
    state = page.current_workflow_state
    return bool(page.owner_id == user.pk or (state is not None and state.requested_by_id == user.pk))


def may_publish_for(page: Any, user: Any) -> bool:
    """May ``user`` publish in the name of the organisation that answers for ``page``?"""
    publisher = page.publisher
    return publisher is None or bool(publisher.permissions_for_user(user).can_publish_subpage())


def has_rewritten(page: Any, user: Any) -> bool:
    """Did ``user`` save any text of ``page`` since it was last published?"""
    written = page.revisions.filter(user=user)
    if page.last_published_at is not None:
        written = written.filter(created_at__gt=page.last_published_at)
    return bool(written.exists())
