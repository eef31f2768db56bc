"""The two programs that can build and run the container image: Docker and Buildah."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parent.parent
IMAGE = "localhost/backprop-explorer:check"
DEBIAN_BASE = "localhost/backprop-explorer-base:check"


class CannotBuild(Exception):
    """Nothing on this machine can build the image."""


class Engine(Protocol):
    """What builds and runs the image."""

    note: str
    """What the check proves about the restrictions of compose.yaml."""

    def build(self) -> None:
        """Build `IMAGE` from the Dockerfile."""

    def start(self, port: int) -> None:
        """Start a container that serves on `port` of this machine."""

    def check_health(self) -> None:
        """Run the image's own health check in the container; raise if it fails."""

    def user(self) -> int:
        """Tell the numeric user that the server runs as."""

    def terminate(self) -> None:
        """Send the server SIGTERM and wait for its end."""

    def clean_up(self) -> None:
        """Remove the container, running or not, if there is one."""


class Docker:
    """Docker, with the restrictions of compose.yaml."""

    note = "all of that with a read-only file system and no capabilities"

    def __init__(self) -> None:
        self.container = ""

    @staticmethod
    def works() -> bool:
        """Whether an engine answers; the command alone is not enough."""
        try:
            return (
                subprocess.run(["docker", "info"], capture_output=True, timeout=30).returncode == 0
            )
        except (OSError, subprocess.TimeoutExpired):
            return False

    def build(self) -> None:
        run("docker", "build", "--tag", IMAGE, ".")

    def start(self, port: int) -> None:
        self.container = output(
            *("docker", "run", "--detach", "--read-only", "--tmpfs=/tmp", "--cap-drop=ALL"),
            *("--security-opt=no-new-privileges", f"--publish=127.0.0.1:{port}:8000", IMAGE),
        )

    def check_health(self) -> None:
        form = "{{json .Config.Healthcheck.Test}}"
        _, *test = json.loads(output("docker", "inspect", "--format", form, self.container))
        output("docker", "exec", self.container, *test)

    def user(self) -> int:
        return int(output("docker", "exec", self.container, "id", "-u"))

    def terminate(self) -> None:
        output("docker", "kill", "--signal=TERM", self.container)
        output("docker", "wait", self.container)

    def clean_up(self) -> None:
        if self.container:
            output("docker", "rm", "--force", self.container)


class Buildah:
    """Buildah without namespaces, so that it works inside a container or a small machine too."""

    note = "a read-only file system was not tried, since Buildah has none"

    def __init__(self) -> None:
        os.environ.setdefault("STORAGE_DRIVER", "vfs")
        os.environ.setdefault("BUILDAH_ISOLATION", "chroot")
        self.container = ""
        self.process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def works() -> bool:
        """Whether the command is there; it needs no engine."""
        return shutil.which("buildah") is not None

    def build(self) -> None:
        base = self._base()
        # In the build, pip finds the packages in the same way as on this machine.
        settings = ["/etc/pip.conf", "/etc/xdg/pip", "/etc/ssl/certs"]
        settings += filter(None, [os.environ.get("PIP_CONFIG_FILE")])
        mounts = [f"--volume={path}:{path}:ro" for path in settings if Path(path).exists()]
        run(
            # Only Docker's format keeps the health check.
            *("buildah", "build", "--pull-never", "--format=docker", "--tag", IMAGE),
            *(f"--build-arg=BASE={base}", *mounts, "."),
        )

    def start(self, port: int) -> None:
        self.container = output("buildah", "from", "--pull-never", IMAGE)
        self.config = json.loads(output("buildah", "inspect", self.container))["Docker"]["config"]
        # The container shares this machine's network, so it must use a free port.
        self.run = ("buildah", "run", f"--env=PORT={port}", self.container, "--")
        self.process = subprocess.Popen([*self.run, *self.config["Cmd"]], stdin=subprocess.DEVNULL)

    def check_health(self) -> None:
        _, *test = self.config["Healthcheck"]["Test"]
        output(*self.run, *test)

    def user(self) -> int:
        return Path(f"/proc/{self._server()}").stat().st_uid

    def terminate(self) -> None:
        assert self.process
        os.kill(self._server(), signal.SIGTERM)
        self.process.wait()

    def clean_up(self) -> None:
        if self.process and self.process.poll() is None:
            for pid in reversed(self._family()):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait()
        if self.container:
            output("buildah", "rm", self.container)
            # Buildah keeps no layers that could be reused, only whole copies.
            output("buildah", "rmi", IMAGE)

    def _server(self) -> int:
        """Find the process of ``python -m app``."""
        for pid in self._family():
            if Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"python\0-m\0app\0"):
                return pid
        raise ProcessLookupError("python -m app is not running in the container")

    def _family(self) -> list[int]:
        """List the process of ``buildah run`` and all below it."""
        assert self.process
        family = [self.process.pid]
        for pid in family:
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                family += map(int, children.read_text().split())
        return family

    def _base(self) -> str:
        """Pull the Dockerfile's base, or make one if it cannot be pulled."""
        start = "ARG BASE="
        lines = (ROOT / "Dockerfile").read_text().splitlines()
        base = next(line.removeprefix(start) for line in lines if line.startswith(start))
        with contextlib.suppress(subprocess.SubprocessError):
            run("buildah", "pull", "--quiet", "--policy=missing", base, timeout=60)
            return base
        with contextlib.suppress(subprocess.SubprocessError):
            output("buildah", "inspect", "--type=image", DEBIAN_BASE)
            return DEBIAN_BASE
        if shutil.which("debootstrap") is None:
            raise CannotBuild(f"{base} cannot be pulled and there is no debootstrap")
        bootstrap_debian()
        return DEBIAN_BASE


def bootstrap_debian() -> None:
    """Make `DEBIAN_BASE`, this machine's release, with the packages that its apt uses."""
    release = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if line
    )["VERSION_CODENAME"]
    mirrors = output(
        *("apt-get", "indextargets", "--format", "$(SITE)"),
        *("Created-By: Packages", f"Codename: {release}", "Component: main"),
    ).splitlines()
    if not mirrors:
        raise CannotBuild(f"apt knows no mirror of {release} (apt-get update may help)")
    packages = "--include=python3,python3-pip,python3-venv,ca-certificates"
    with tempfile.TemporaryDirectory() as folder:
        run("debootstrap", "--variant=minbase", packages, release, folder, mirrors[0])
        container = output("buildah", "from", "scratch")
        output("buildah", "add", "--quiet", container, folder, "/")
        output("buildah", "commit", "--quiet", "--rm", container, DEBIAN_BASE)


def run(*command: str, timeout: float | None = None) -> None:
    """Run a command, its output shown; raise if it fails."""
    print("+", *command, flush=True)
    subprocess.run(command, cwd=ROOT, check=True, stdin=subprocess.DEVNULL, timeout=timeout)


def output(*command: str) -> str:
    """Run a command and return what it prints; raise if it fails."""
    process = subprocess.run(
        command, cwd=ROOT, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    return process.stdout.strip()
