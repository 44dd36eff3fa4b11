from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('actionplans', '0005_frozen_rows'),
        ('inspections', '0003_locked_areas'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='entry',
            field=models.UUIDField(blank=True, editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='edition',
            name='title',
            field=models.CharField(default='', help_text='The title of the plan in this version', max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='edition',
            name='paper_title',
            field=models.CharField(default='', help_text='The same with the council', max_length=500),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='edition',
            name='subject',
            field=models.CharField(default='', max_length=500),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='edition',
            name='running_head',
            field=models.CharField(default='', max_length=500),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='edition',
            name='file_stem',
            field=models.CharField(default='', help_text='The name of its files without the ending', max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='historicaledition',
            name='entry',
            field=models.UUIDField(blank=True, db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='historicaledition',
            name='title',
            field=models.CharField(default='', help_text='The title of the plan in this version', max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='historicaledition',
            name='paper_title',
            field=models.CharField(default='', help_text='The same with the council', max_length=500),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='historicaledition',
            name='subject',
            field=models.CharField(default='', max_length=500),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='historicaledition',
            name='running_head',
            field=models.CharField(default='', max_length=500),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='historicaledition',
            name='file_stem',
            field=models.CharField(default='', help_text='The name of its files without the ending', max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='edition',
            name='inspections',
            field=models.ManyToManyField(help_text='What the version tells of', related_name='+', to='inspections.inspection'),
        ),
    ]
