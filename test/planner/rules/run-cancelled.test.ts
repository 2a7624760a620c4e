import { runCancelled } from "../../../src/planner/rules/run-cancelled.js";
import { NOT_READ, aJob, read } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const running = { jobs: read([aJob({ status: "Running", finished_at: null })]) };

describeRule(runCancelled, [
  { behaviour: "says nothing when nothing runs", change: { declared: { should_sync: false } } },
  {
    behaviour: "disrupts a run when the table is switched off",
    change: { declared: { should_sync: false }, live: running },
    effect: "disruptive",
  },
  {
    behaviour: "says nothing of a run when the table stays on",
    change: { declared: { sync_frequency: "1hour" }, live: running },
  },
  {
    behaviour: "ignores the run of another table",
    change: {
      declared: { should_sync: false },
      live: { jobs: read([aJob({ status: "Running", schema_id: "another" })]) },
    },
  },
  {
    behaviour: "does not believe a status that sticks without a job",
    change: { declared: { should_sync: false }, live: { status: "Running" } },
  },
  {
    behaviour: "believes the status where no jobs were read",
    change: { declared: { should_sync: false }, live: { status: "Running", jobs: NOT_READ } },
    effect: "disruptive",
  },
]);
