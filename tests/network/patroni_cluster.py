"""A real Patroni cluster on this machine: etcd and PostgreSQL nodes, one of them the primary.

Patroni notices a dead primary when its lease ends, so a fail-over takes about ``LEASE`` seconds.
"""

from __future__ import annotations

import json
import secrets
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

import httpx
import psycopg

from tests.network import postgres, processes

LEASE = 5  # seconds, as short as Patroni allows: LEASE >= HEARTBEAT + 2 * RETRY
HEARTBEAT = 1
RETRY = 2
BACKLOG = 1 << 30  # bytes a standby may lag and still be promoted: the test decides what is lost
USER = "postgres"
HOSTS_MAY = ("all", "replication")
SETTINGS = MappingProxyType(
    {
        **postgres.SETTINGS,
        "listen_addresses": "127.0.0.1",
        "wal_retrieve_retry_interval": "200ms",  # not 5 s, when a standby comes before its slot
    }
)


@dataclass
class Node:
    """One PostgreSQL and the Patroni that watches over it."""

    name: str
    folder: Path
    port: int = field(default_factory=processes.free_port)
    api: int = field(default_factory=processes.free_port)
    patroni: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / self.name

    @property
    def running(self) -> bool:
        """Whether its power is on."""
        return self.patroni is not None

    def start(self, program: Path, config: dict[str, Any]) -> None:
        """Start Patroni, which starts PostgreSQL when it has seen the others."""
        file = self.folder / f"{self.name}.yml"
        file.write_text(json.dumps(config), "utf-8")  # which is YAML too
        log = self.folder / f"{self.name}.log"
        self.patroni = processes.start(program, file, folder=self.folder, log=log)

    def cut_power(self) -> None:
        """End Patroni and PostgreSQL with all their children at one instant."""
        if self.patroni is None:
            return
        locked = postgres.lock(self.data).exists()
        postmasters = [postgres.postmaster(self.data)] if locked else []
        processes.cut_power([self.patroni.pid, *postmasters])
        self.patroni.wait()
        self.patroni = None
        for stale in self.folder.glob(f".s.PGSQL.{self.port}.lock"):
            stale.unlink()
        postgres.lock(self.data).unlink(missing_ok=True)


def ask(port: int, path: str) -> httpx.Response | None:
    """What the interface of etcd or Patroni says; None when nobody is there."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}{path}", trust_env=False, timeout=5)
    except httpx.TransportError:
        return None


class PatroniCluster:
    """Runs while its ``with`` block lasts, in a folder that is gone afterwards.

    With ``synchronous`` a commit is acknowledged when a standby has it too. Whoever connects needs
    the password in the addresses. RuntimeError names the package when a program is missing.
    """

    def __init__(self, *, synchronous: bool = False, nodes: int = 2) -> None:
        self.synchronous = synchronous
        self.size = nodes
        self.password = secrets.token_hex(16)
        self._initdb = processes.program("initdb", postgres.PACKAGE)
        self._patroni = processes.program("patroni", "patroni")
        self._etcd = processes.program("etcd", "etcd-server")

    def __enter__(self) -> Self:
        self.folder = processes.short_folder()
        self.nodes = [Node(f"node{n}", self.folder) for n in range(1, self.size + 1)]
        self._dcs = processes.free_port()
        self._keeper = self._start_etcd()
        try:
            processes.wait_until(self._keeping, "etcd is up")  # else Patroni asks again after 5 s
            for node in self.nodes:
                node.start(self._patroni, self._config(node))
                self._primary()  # whoever comes too early looks again only after 10 s
            self.wait_until_whole()
        except BaseException as error:
            error.add_note(self.log[-4000:])
            self._remove()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._remove()

    @property
    def log(self) -> str:
        """What etcd and the Patronis have said so far."""
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"{p.name}:\n{p.read_text('utf-8', errors='replace')}" for p in logs)

    def urls(self, database: str = "postgres") -> str:
        """The address of whichever node is the primary, for SQLAlchemy."""
        hosts = "&".join(f"host=127.0.0.1:{node.port}" for node in self.nodes)
        user = f"{USER}:{self.password}"
        return f"postgresql+psycopg://{user}@/{database}?{hosts}&target_session_attrs=read-write"

    def primary_url(self, database: str = "postgres") -> str:
        """The address of the node that is the primary now."""
        port = self._primary().port
        return f"postgresql+psycopg://{USER}:{self.password}@127.0.0.1:{port}/{database}"

    def create(self, database: str) -> str:
        """Make an empty database on every node and give its address."""
        self._ask(f'CREATE DATABASE "{database}"')
        return self.urls(database)

    def kill_primary(self) -> str:
        """Cut the power of the primary's Patroni and PostgreSQL; gives the name of the node."""
        node = self._primary()
        node.cut_power()
        return node.name

    def wait_for_new_primary(self, deadline: float = 60) -> str:
        """Wait until a node takes writes, and give its address."""
        processes.wait_until(self._writable, "a node takes writes", deadline)
        return self.primary_url()

    def hold_replication(self) -> None:
        """Stop the primary from sending anything more to its standbys.

        What was acknowledged before is on all of them. What is committed from now on is lost with
        the primary, and in synchronous mode no commit is acknowledged. Ends with ``kill_primary``.
        """
        ((now,),) = self._ask("SELECT pg_current_wal_lsn()")
        there = f"SELECT count(*) FROM pg_stat_replication WHERE flush_lsn >= '{now}'"
        processes.wait_until(lambda: self._ask(there) == [(self.size - 1,)], "the standbys have it")
        for (sender,) in self._ask("SELECT pid FROM pg_stat_replication"):
            processes.freeze(sender)

    def revive(self) -> None:
        """Switch the nodes on whose power was cut, and wait until they follow the primary."""
        for node in self.nodes:
            if not node.running:
                node.start(self._patroni, self._config(node))
        self.wait_until_whole()

    def wait_until_whole(self, deadline: float = 120) -> None:
        """Wait until there is a primary and every other node follows it as it should."""
        processes.wait_until(self._whole, "every node has found its place", deadline)

    def _primary(self) -> Node:
        processes.wait_until(lambda: self._leaders() != [], "there is a primary")
        return self._leaders()[0]

    def _leaders(self) -> list[Node]:
        answers = [(node, ask(node.api, "/primary")) for node in self.nodes if node.running]
        return [node for node, answer in answers if answer is not None and answer.is_success]

    def _whole(self) -> bool:
        leaders = self._leaders()
        answer = ask(leaders[0].api, "/cluster") if leaders else None
        if answer is None:
            return False
        roles = [member["role"] for member in answer.json()["members"]]
        try:
            sending = self._ask(
                "SELECT sync_state FROM pg_stat_replication WHERE state = 'streaming'"
            )
        except psycopg.OperationalError:
            return False
        if self.synchronous and ("sync_standby" not in roles or ("sync",) not in sending):
            return False
        return len(roles) == self.size and len(sending) == self.size - 1

    def _keeping(self) -> bool:
        answer = ask(self._dcs, "/version")
        return answer is not None and answer.json()["etcdcluster"] != "not_decided"

    def _writable(self) -> bool:
        try:
            self._ask("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _ask(self, question: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(
            host=",".join("127.0.0.1" for _ in self.nodes),
            port=",".join(str(node.port) for node in self.nodes),
            user=USER,
            password=self.password,
            dbname="postgres",
            target_session_attrs="read-write",
            connect_timeout=5,
            autocommit=True,
        ) as connection:
            cursor = connection.execute(question.encode())
            return cursor.fetchall() if cursor.description else []

    def _start_etcd(self) -> subprocess.Popen[bytes]:
        clients = f"http://127.0.0.1:{self._dcs}"
        peers = f"http://127.0.0.1:{processes.free_port()}"
        options = {
            "name": "etcd",
            "data-dir": str(self.folder / "etcd"),
            "listen-client-urls": clients,
            "advertise-client-urls": clients,
            "listen-peer-urls": peers,
            "initial-advertise-peer-urls": peers,
            "initial-cluster": f"etcd={peers}",
        }
        words = [f"--{name}={value}" for name, value in options.items()]
        log = self.folder / "etcd.log"
        return processes.start(self._etcd, *words, folder=self.folder, log=log)

    def _config(self, node: Node) -> dict[str, Any]:
        api, listen = f"127.0.0.1:{node.api}", f"127.0.0.1:{node.port}"
        somebody = {"username": USER, "password": self.password}
        return {
            "scope": "desk",
            "name": node.name,
            "etcd3": {"hosts": [f"127.0.0.1:{self._dcs}"]},
            "restapi": {"listen": api, "connect_address": api},
            "watchdog": {"mode": "off"},
            "bootstrap": {
                "dcs": self._rules(),
                "initdb": [{"encoding": "UTF8"}, {"locale": "C"}, "data-checksums", "no-sync"],
            },
            "postgresql": {
                "listen": listen,
                "connect_address": listen,
                "data_dir": str(node.data),
                "bin_dir": str(self._initdb.parent),
                "pgpass": str(self.folder / f"{node.name}.pgpass"),
                "authentication": {"superuser": somebody, "replication": somebody},
                "basebackup": [{"checkpoint": "fast"}, "no-sync"],
                "pg_hba": [f"host {what} all 127.0.0.1/32 scram-sha-256" for what in HOSTS_MAY],
                "parameters": {"unix_socket_directories": str(self.folder)},
                "remove_data_directory_on_rewind_failure": True,
                "remove_data_directory_on_diverged_timelines": True,
            },
        }

    def _rules(self) -> dict[str, Any]:
        return {
            "ttl": LEASE,
            "loop_wait": HEARTBEAT,
            "retry_timeout": RETRY,
            "maximum_lag_on_failover": BACKLOG,
            "synchronous_mode": self.synchronous,
            "postgresql": {
                "use_pg_rewind": True,
                "parameters": dict(SETTINGS),
            },
        }

    def _remove(self) -> None:
        for node in self.nodes:
            node.cut_power()
        processes.cut_power([self._keeper.pid])
        self._keeper.wait()
        shutil.rmtree(self.folder)
