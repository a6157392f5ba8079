"""Wagtail creates a welcome page and two groups with rights over the whole tree; neither belongs here."""

from django.db import migrations


def clear(apps, schema_editor):
    BasePage = apps.get_model("basepage.BasePage")
    Site = apps.get_model("wagtailcore.Site")
    Group = apps.get_model("auth.Group")
    root = BasePage.objects.filter(depth=1).first()
    welcome = BasePage.objects.filter(depth=2, slug="home", title__startswith="Welcome").first()
    if root is None or welcome is None:
        return
    Site.objects.filter(root_page_id=welcome.pk).update(root_page_id=root.pk)
    BasePage.objects.filter(pk=welcome.pk).delete()
    BasePage.objects.filter(pk=root.pk).update(numchild=0)
    # The default approval workflow goes with its group.
    apps.get_model("wagtailcore.WorkflowPage").objects.all().delete()
    apps.get_model("wagtailcore.WorkflowTask").objects.all().delete()
    apps.get_model("wagtailcore.Workflow").objects.all().delete()
    apps.get_model("wagtailcore.GroupApprovalTask").objects.all().delete()
    apps.get_model("wagtailcore.Task").objects.all().delete()
    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("basepage", "0003_publication_date_is_kept"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(clear, migrations.RunPython.noop)]
