"""The example rounds, computed once for all tests of this folder."""

import shutil
from pathlib import Path

import pytest

from satmodel.rounds.run import run

DATA = Path(__file__).parents[2] / "data"


def fresh(name, place):
    """A copy of an example round, without anything computed."""
    return Path(shutil.copytree(DATA / name, place / name, ignore=shutil.ignore_patterns("out")))


@pytest.fixture(scope="session")
def county(tmp_path_factory):
    folder = fresh("county-phone", tmp_path_factory.mktemp("rounds"))
    run(folder)
    return folder


@pytest.fixture(scope="session")
def bulletin(tmp_path_factory):
    folder = fresh("city-bulletin", tmp_path_factory.mktemp("rounds"))
    run(folder)
    return folder


@pytest.fixture
def copied(tmp_path):
    return lambda name: fresh(name, tmp_path)
