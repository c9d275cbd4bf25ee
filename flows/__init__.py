"""When things run: Prefect's side of Sarup."""

import os

if os.environ.get("PREFECT__FLOW_RUN_ID"):  # the process of one deployed run, of which this is the first of ours
    from flows.run_process import begin

    begin()
