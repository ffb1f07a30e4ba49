"""Addresses of projects; pages of their own stand before codes, which may hold a slash."""

from django.urls import URLPattern

from bayline.platform.pages import page, remembered
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.systems.projects.pages.batches import batch, batches
from bayline.systems.projects.pages.lists import projects
from bayline.systems.projects.pages.project import project

converters.register()

urlpatterns: list[URLPattern] = [
    *remembered(page("projects", projects, name="projects", audience=Audience.PUBLISHED)),
    *remembered(
        page("projects/<entry:code>", project, name="project", audience=Audience.PUBLISHED)
    ),
    *remembered(page("batches", batches, name="batches", audience=Audience.PUBLISHED)),
    *remembered(page("batches/<entry:code>", batch, name="batch", audience=Audience.PUBLISHED)),
]
