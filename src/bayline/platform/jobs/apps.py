"""Names jobs to Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The table `jobs_job`."""

    name = "bayline.platform.jobs"
    label = "jobs"
