from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from tests.sync.machine import Machine

RUNS = int(os.environ.get("WORKSHOP_DESK_MACHINE_RUNS", "500"))
STEPS = int(os.environ.get("WORKSHOP_DESK_MACHINE_STEPS", "60"))

TestAnyOrderOfDeedsAndBadLuck = Machine.TestCase
TestAnyOrderOfDeedsAndBadLuck.settings = settings(
    max_examples=RUNS,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
