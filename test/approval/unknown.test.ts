import { grace, UNKNOWN } from "./builders.js";
import { describeRefusals } from "./describe-refusals.js";

describeRefusals("what GitHub did not tell", [
  { behaviour: "unknown reviews", codes: ["github-unavailable"], pull: { reviews: UNKNOWN } },
  { behaviour: "unknown pushes", codes: ["not-approved", "github-unavailable"], pull: { pushes: UNKNOWN } },
  { behaviour: "unknown siblings", codes: ["github-unavailable"], pull: { siblings: UNKNOWN } },
  {
    behaviour: "unknown changes of the base",
    codes: ["github-forbidden"],
    pull: { rebased_onto: { ...UNKNOWN, why: "forbidden" } },
  },
  { behaviour: "unknown owners", codes: ["github-unavailable"], pull: { owners: UNKNOWN } },
  {
    behaviour: "unknown records",
    codes: ["github-incomplete"],
    pull: { records: { ...UNKNOWN, why: "incomplete" } },
  },
  { behaviour: "an unknown comment", codes: ["github-unavailable"], pull: { comment: UNKNOWN } },
  {
    behaviour: "unknown access",
    codes: ["not-approved", "github-unavailable"],
    pull: { permissions: new Map([[grace.id, UNKNOWN]]) },
  },
]);
