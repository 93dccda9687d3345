"""Options of the test run, and how far Hypothesis goes: HYPOTHESIS_PROFILE=thorough tries 10,000 examples."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from program import Program

settings.register_profile("default", max_examples=100, deadline=None)
settings.register_profile("more", max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="write what the parsers read now into the golden files beside the test pages, for a human to compare",
    )


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program with folders of its own."""
    return Program(tmp_path)
