"""The page table without what belongs to wagtailcore, which itself waits for this migration."""

import django.db.models.deletion
import modelsearch.index
import wagtail.models.content_types
import wagtail.models.preview
import wagtail.models.specific
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BasePage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=255, unique=True)),
                ('depth', models.PositiveIntegerField()),
                ('numchild', models.PositiveIntegerField(default=0)),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('title', models.CharField(help_text="The page title as you'd like it to be seen by the public", max_length=255, verbose_name='title')),
                ('draft_title', models.CharField(editable=False, max_length=255)),
                ('slug', models.SlugField(allow_unicode=True, help_text='The name of the page as it will appear in URLs e.g http://domain.com/blog/[my-slug]/', max_length=255, verbose_name='slug')),
                ('url_path', models.TextField(blank=True, editable=False, verbose_name='URL path')),
                ('latest_revision_created_at', models.DateTimeField(editable=False, null=True, verbose_name='latest revision created at')),
                ('kind', models.CharField(blank=True, default='', editable=False, max_length=20, verbose_name='类别')),
                ('index_number', models.CharField(blank=True, editable=False, max_length=40, null=True, unique=True, verbose_name='索引号')),
                ('document_number', models.CharField(blank=True, default='', max_length=60, verbose_name='发文字号')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='成文日期')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='发布日期')),
                ('effective_on', models.DateField(blank=True, null=True, verbose_name='施行日期')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='有效期至')),
                ('repealed_on', models.DateField(blank=True, null=True, verbose_name='废止日期')),
                ('theme', models.CharField(blank=True, default='', max_length=2, verbose_name='主题分类')),
                ('subtheme', models.CharField(blank=True, default='', max_length=20, verbose_name='主题二级')),
                ('audience', models.CharField(blank=True, default='', max_length=20, verbose_name='面向对象')),
                ('reach', models.CharField(blank=True, default='', max_length=10, verbose_name='显示范围')),
                ('visible_from', models.DateTimeField(blank=True, null=True, verbose_name='开始显示')),
                ('visible_until', models.DateTimeField(blank=True, null=True, verbose_name='结束显示')),
                ('alias_of', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='aliases', to=settings.WAGTAIL_PAGE_MODEL)),
                ('content_type', models.ForeignKey(on_delete=models.SET(wagtail.models.content_types.get_default_page_content_type), related_name='pages', to='contenttypes.contenttype', verbose_name='content type')),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
                'permissions': [('bulk_delete_basepage', 'Delete pages with children'), ('lock_basepage', "Lock/unlock pages you've locked"), ('publish_basepage', 'Publish any page'), ('unlock_basepage', 'Unlock any page')],
            },
            bases=(wagtail.models.preview.PreviewableMixin, wagtail.models.specific.SpecificMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name='basepage',
            name='locked_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by'),
        ),
        migrations.AddField(
            model_name='basepage',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='owned_pages', to=settings.AUTH_USER_MODEL, verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='basepage',
            name='publisher',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='published_records', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='发布机构'),
        ),
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(fields=['kind', 'reach', '-published_at', '-id'], name='record_by_kind'),
        ),
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(fields=['kind', '-published_at', '-id'], name='record_by_kind_date'),
        ),
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(fields=['publisher', 'kind', '-published_at', '-id'], name='record_by_publisher'),
        ),
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(fields=['publisher', 'reach', 'kind'], name='record_by_publisher_reach'),
        ),
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(fields=['kind', 'theme', '-published_at', '-id'], name='record_by_theme'),
        ),
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(fields=['kind', 'audience', '-published_at', '-id'], name='record_by_audience'),
        ),
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(fields=['kind', '-issued_on', '-id'], name='record_by_issue'),
        ),
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(fields=['document_number'], name='record_by_number'),
        ),
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(fields=['reach', '-published_at', '-id'], name='record_by_date'),
        ),
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(condition=models.Q(('visible_from__gt', models.F('published_at'))), fields=['visible_from'], name='record_appears'),
        ),
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(condition=models.Q(('visible_until__isnull', False)), fields=['visible_until'], name='record_disappears'),
        ),
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(fields=['alias_of', 'path'], name='page_alias_path'),
        ),
    ]
