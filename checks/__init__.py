"""What a publishable record is: measures, expectation suites as code, and the gate that gives the verdict.

    Cleaned -> measures (plain numbers, in the worker) -> frames -> suites -> Verdict

``checks.measures`` imports neither Great Expectations nor pandas, so that a cleaning worker can call it; ``checks.gate``
imports both, and the flow imports it only when there is something to judge.
"""

import os

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")  # before anything here imports Great Expectations, which reports home
