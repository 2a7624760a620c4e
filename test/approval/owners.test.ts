import { known } from "./builders.js";
import { describeRefusals } from "./describe-refusals.js";

describeRefusals("owners", [
  {
    behaviour: "owners who have not approved",
    codes: ["owners-missing"],
    pull: { owners: known({ required: true, decision: "REVIEW_REQUIRED" }) },
    mended: { pull: { owners: known({ required: true, decision: "APPROVED" }) } },
  },
  {
    behaviour: "owners nobody can vouch for",
    codes: ["owners-unverifiable"],
    pull: { owners: known({ required: true, decision: null }) },
    mended: { pull: { owners: known({ required: true, decision: "APPROVED" }) } },
  },
]);
