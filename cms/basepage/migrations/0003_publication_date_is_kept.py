"""No statement may change a publication date once it is set: a trigger, below every role and every form."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "published_at is set once"

SQLITE = f"""
CREATE TRIGGER keep_published_at BEFORE UPDATE OF published_at ON basepage_basepage
WHEN OLD.published_at IS NOT NULL AND NEW.published_at IS NOT OLD.published_at
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
"""
POSTGRESQL = f"""
CREATE FUNCTION keep_published_at() RETURNS trigger AS $$
BEGIN
  IF OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at THEN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER keep_published_at BEFORE UPDATE OF published_at ON basepage_basepage
FOR EACH ROW EXECUTE FUNCTION keep_published_at();
"""


def create(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def remove(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER keep_published_at ON basepage_basepage")
        schema_editor.execute("DROP FUNCTION keep_published_at()")
    else:
        schema_editor.execute("DROP TRIGGER keep_published_at")


class Migration(migrations.Migration):
    dependencies = [("basepage", "0002_bootstrap_translatable")]

    operations = [migrations.RunPython(create, remove)]
