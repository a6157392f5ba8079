from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def publication_date_refused(actions: LogActionRegistry) -> None:
    actions.register_action(
        "huiketing.publication_date_refused", "改动发布日期被拒绝", "有人试图改动发布日期，系统已拒绝"
    )
