from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("actionplans", "0003_carry_meetings")]

    operations = [
        migrations.RemoveField(
            model_name='actionplan',
            name='committee',
        ),
        migrations.RemoveField(
            model_name='actionplan',
            name='meeting_on',
        ),
        migrations.RemoveField(
            model_name='actionplan',
            name='version',
        ),
        migrations.RemoveField(
            model_name='historicalactionplan',
            name='committee',
        ),
        migrations.RemoveField(
            model_name='historicalactionplan',
            name='meeting_on',
        ),
        migrations.RemoveField(
            model_name='historicalactionplan',
            name='version',
        ),
    ]
