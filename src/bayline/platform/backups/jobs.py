"""A backup as a job: into the folder `backups` of the home, under the number of the job."""

from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from bayline.platform.backups.writing import back_up
from bayline.platform.jobs.terms import Effect, Outcome, Task


def backup(task: Task) -> Effect:
    """Make the backup; one that is there already was made before the job was taken up again."""
    folder: Path = settings.HOME / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / f"{task.at:%Y%m%dT%H%M%S}-{task.id}.zip"
    if not file.exists():
        back_up(
            file,
            home=settings.HOME,
            at=task.at,
            version=version("bayline"),
            progress=task.progress,
        )
    size = file.stat().st_size / 2**20

    def effect() -> Outcome:
        return Outcome(
            chinese=f"已备份到家文件夹的backups/{file.name}，{size:.1f} MiB，已读回核对。",
            english=f"backed up into backups/{file.name} of the home, {size:.1f} MiB, "
            "read back and checked",
        )

    return effect
