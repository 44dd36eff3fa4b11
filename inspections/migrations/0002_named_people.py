import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from ilacs.design.today import now, today

EDITORS = ("editor", "lead", "administrator")


def name_who_could_see_it(apps, schema_editor):
    """Names everybody who could see a report that is under embargo now, so that nobody is locked out of it."""
    Inspection = apps.get_model("inspections", "Inspection")
    Membership = apps.get_model("authorities", "Membership")
    NamedPerson = apps.get_model("inspections", "NamedPerson")
    unpublished = Q(published_on__isnull=True) | Q(published_on__gt=today())
    for inspection in Inspection.objects.filter(unpublished, received_on__isnull=False):
        editors = Membership.objects.filter(
            authority_id=inspection.authority_id, role__in=EDITORS, joined_on__isnull=False, ended_on__isnull=True
        )
        NamedPerson.objects.bulk_create(
            NamedPerson(inspection=inspection, user_id=each.user_id, named_at=now()) for each in editors
        )


class Migration(migrations.Migration):

    dependencies = [
        ('authorities', '0001_initial'),
        ('inspections', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NamedPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('named_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_people', to='inspections.inspection')),
                ('named_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name_plural': 'named people',
                'ordering': ['named_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('inspection', 'user'), name='a_person_is_named_once_at_a_time_on_an_inspection'), models.CheckConstraint(condition=models.Q(('removed_at__isnull', False), ('removed_by__isnull', True), _connector='OR'), name='whoever_took_a_naming_back_did_so_at_a_moment')],
            },
        ),
        migrations.RunPython(name_who_could_see_it, migrations.RunPython.noop),
    ]
