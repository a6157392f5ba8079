"""Databases that processes of a test share: of the kind that the run has, apart from its own."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sqlite3
from pathlib import Path
from typing import Protocol

import psycopg

Rows = list[tuple[object, ...]]


class Database(Protocol):
    def url(self) -> str: ...
    def ask(self, question: str) -> Rows: ...
    def copy(self, var: Path) -> Database: ...
    def remove(self) -> None: ...


class SqliteFile:
    def __init__(self, var: Path) -> None:
        self.path = var / "huiketing.sqlite3"

    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def ask(self, question: str) -> Rows:
        with contextlib.closing(sqlite3.connect(self.path, timeout=20)) as connection:
            return connection.execute(question).fetchall()

    def copy(self, var: Path) -> SqliteFile:
        """Of a database that nobody has open."""
        other = SqliteFile(var)
        shutil.copy(self.path, other.path)
        return other

    def remove(self) -> None:
        self.path.unlink()


class PostgresDatabase:
    """A database of its own on the server of the run."""

    def __init__(self, template: str = "template0") -> None:
        self.server, _, self.first = os.environ["DATABASE_URL"].rpartition("/")
        self.name = f"jobs_{secrets.token_hex(6)}"
        self._on_server(f"CREATE DATABASE {self.name} TEMPLATE {template}")

    def url(self) -> str:
        return f"{self.server}/{self.name}"

    def ask(self, question: str) -> Rows:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            return connection.execute(question.encode()).fetchall()

    def copy(self, var: Path) -> PostgresDatabase:
        return PostgresDatabase(self.name)

    def remove(self) -> None:
        self._on_server(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _on_server(self, statement: str) -> None:
        with psycopg.connect(f"{self.server}/{self.first}", autocommit=True) as connection:
            connection.execute(statement.encode())


def empty(var: Path) -> Database:
    return PostgresDatabase() if os.environ.get("DATABASE_URL", "").startswith("postgres") else SqliteFile(var)
